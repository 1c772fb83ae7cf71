package io.tocsin.incident.plans;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.plan.PlanFault;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.util.List;
import java.util.stream.Collectors;

/** A document that is no plan that may be worked on, with everything that is wrong with it. */
final class PlanRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<PlanFault> faults;

  PlanRefusal(List<PlanFault> faults) {
    super(
        faults.stream()
            .map(f -> f.path() + ": " + f.expected().en())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  List<PlanFault> faults() {
    return faults;
  }

  /** As the caller of the API reads it. */
  ProblemException problem() {
    PlanFault first = faults.getFirst();
    String where = first.path().isEmpty() ? "" : first.path() + ": ";
    return Problems.badRequest(
        new LocalText(where + first.expected().zh(), where + first.expected().en()),
        faults.stream()
            .map(f -> new FieldError(f.path(), new LocalText(f.expected().zh(), f.expected().en())))
            .toList());
  }
}
