package io.tocsin.incident.plans;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanCommand;
import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.PlanRunCommand.ChangePlan;
import io.tocsin.incident.domain.plan.PlanRunCommand.WorkByPlan;
import io.tocsin.incident.domain.plan.PlanVersion;
import io.tocsin.incident.domain.plan.Standing;
import io.tocsin.incident.incidents.PlanSource;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which plan a response works by. */
@Component
public final class PlanCatalogue implements PlanSource {

  private final PlanStore plans;

  PlanCatalogue(PlanStore plans) {
    this.plans = plans;
  }

  /** The snapshot that the response works on. */
  @Override
  public Mono<List<PlanCommand>> activation(Incident incident, String plan, Act act) {
    return named(plan)
        .map(version -> {
          Text words =
              new Text(
                  "按预案%s处置。".formatted(version.label().zh()),
                  "Working by the plan %s.".formatted(version.label().en()));
          return List.of(new WorkByPlan(version, new Because(words, act.actor(), act.at())));
        });
  }

  @Override
  public Mono<PlanCommand> change(String plan, String reason, Standing standing, Because because) {
    return named(plan).map(version -> new ChangePlan(version, reason, standing, because));
  }

  @Override
  public Mono<String> matching(Incident incident) {
    Scope scope = incident.extent().scope();
    return matching(incident.cause(), scope)
        .map(v -> v.plan().id())
        .switchIfEmpty(
            Mono.error(() ->
                refused(
                    "应有适用于原因 %s、范围 %s 的预案，但没有；请指定预案，或说明不用预案的理由".formatted(incident.cause(), scope),
                    "Expected a plan for the cause %s and the scope %s, but there is none; name one, or say why there is none"
                        .formatted(incident.cause(), scope))));
  }

  /**
   * The latest version of a plan, or with {@code id/number} that version.
   *
   * @return fails with 400 on the field {@code plan} where there is none
   */
  public Mono<PlanVersion> named(String name) {
    int slash = name.indexOf('/');
    String id = slash < 0 ? name : name.substring(0, slash);
    return plans
        .history(id)
        .mapNotNull(history ->
            slash < 0
                ? history.latest()
                : history.version(number(name.substring(slash + 1))).orElse(null))
        .switchIfEmpty(
            plans
                .latest()
                .flatMap(all ->
                    Mono.error(unknown(name, all.stream().map(v -> v.plan().id()).toList()))));
  }

  /** The one that fits a fault best; empty where none does. */
  public Mono<PlanVersion> matching(String cause, Scope scope) {
    return plans
        .latest()
        .flatMap(all -> Mono.justOrEmpty(ContingencyPlan.bestOf(all, cause, scope)));
  }

  private static int number(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static ProblemException unknown(String name, List<String> ids) {
    return refused(
        "应为预案 " + ids + " 之一或其版本（如 P1/2），但收到 " + name,
        "Expected one of the plans " + ids + " or a version such as P1/2, but got " + name);
  }

  private static ProblemException refused(String zh, String en) {
    LocalText text = new LocalText(zh, en);
    return Problems.badRequest(text, List.of(new FieldError("plan", text)));
  }
}
