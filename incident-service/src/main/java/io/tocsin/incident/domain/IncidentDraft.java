package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.Acknowledgement;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.Incident.Lowering;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.IncidentPromoted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of an incident that events change, while one is being applied. */
final class IncidentDraft {

  private static final String LEADER_POST = "LD";

  private final Incident from;
  Extent extent;
  Severity severity;
  LifeStage stage;
  ServiceState serviceState;
  String cause;
  @Nullable String commander;
  List<Acknowledgement> acknowledgements;
  List<IssuedNotice> notices;
  List<String> absorbed;
  Map<String, List<AffectedUnit>> shares;
  @Nullable Lowering lowering;
  final ResponseDraft response;

  IncidentDraft(Incident from) {
    this.from = from;
    extent = from.extent();
    severity = from.severity();
    stage = from.stage();
    serviceState = from.serviceState();
    cause = from.cause();
    commander = from.commander();
    acknowledgements = from.acknowledgements();
    notices = from.notices();
    absorbed = from.absorbed();
    shares = from.shares();
    lowering = from.lowering();
    response = new ResponseDraft(from.response());
  }

  void graded(IncidentGraded graded) {
    if (severity.graverThan(graded.to())) {
      Severity from = lowering == null ? severity : severity.graverOf(lowering.from());
      lowering = new Lowering(from, graded.because().at());
    }
    severity(graded.to(), graded.because().at());
  }

  void promoted(IncidentPromoted promoted) {
    extent = extent.global();
    response.widenedAt = promoted.because().at();
    severity(promoted.severity(), promoted.because().at());
  }

  /** What rises less far than it was lowered from leaves the leader's word to stand. */
  private void severity(Severity to, Instant at) {
    response.graded(severity, to, at);
    if (lowering != null && !lowering.from().graverThan(to)) {
      lowering = null;
    }
    severity = to;
  }

  /**
   * @param share all that counts of a merged incident from now on; with nothing it is not absorbed
   */
  void share(String sibling, List<AffectedUnit> share) {
    Map<String, List<AffectedUnit>> more = new HashMap<>(shares);
    if (share.isEmpty()) {
      more.remove(sibling);
      absorbed = absorbed.stream().filter(a -> !a.equals(sibling)).toList();
    } else {
      more.put(sibling, share);
      absorbed = Stream.concat(absorbed.stream(), Stream.of(sibling)).distinct().toList();
    }
    shares = more;
  }

  void issued(Notice notice) {
    notices = Stream.concat(notices.stream(), Stream.of(IssuedNotice.of(notice))).toList();
    response.issued(notice);
  }

  void withdrawn(String noticeId) {
    notices = notices.stream().map(n -> n.noticeId().equals(noticeId) ? n.withdraw() : n).toList();
    response.adopted =
        response.adopted.stream().filter(a -> !a.notice().noticeId().equals(noticeId)).toList();
  }

  /** Who leads and who deputises, as far as the roster has said so. */
  void paged(Paging paging) {
    if (!LEADER_POST.equals(paging.post()) || paging.role() == null) {
      return;
    }
    Set<String> people = paging.people().stream().map(Actor::id).collect(Collectors.toSet());
    switch (paging.role()) {
      case "PRIMARY" -> response.leaders = both(response.leaders, people);
      case "SUBSTITUTE" -> response.deputies = both(response.deputies, people);
      default -> {}
    }
  }

  private static Set<String> both(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
  }

  Incident next() {
    return new Incident(
        from.id(),
        from.number(),
        from.system(),
        from.exercise(),
        from.openedAt(),
        extent,
        severity,
        stage,
        serviceState,
        cause,
        commander,
        acknowledgements,
        notices,
        absorbed,
        shares,
        from.rules(),
        lowering,
        from.refersTo(),
        response.next(),
        from.plan(),
        from.file(),
        from.seq() + 1);
  }
}
