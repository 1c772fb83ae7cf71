package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.AdoptedNotice;
import io.tocsin.incident.domain.Response.Activation;
import io.tocsin.incident.domain.Response.Assessment;
import io.tocsin.incident.domain.Response.Evaluation;
import io.tocsin.incident.domain.Response.MissedLimit;
import io.tocsin.incident.domain.Response.Restoration;
import io.tocsin.incident.domain.Response.SuperiorReport;
import io.tocsin.incident.domain.Response.UnitConfirmation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of a response that events change, while one is being applied. */
final class ResponseDraft {

  @Nullable Assessment assessment;
  @Nullable Activation activation;
  Recovery recovery;
  @Nullable Instant nextUpdateAt;
  List<UnitConfirmation> confirmations;
  List<MissedLimit> missed;
  List<SuperiorReport> superior;
  List<Notice> drafts;
  @Nullable Evaluation evaluation;
  Set<String> leaders;
  Set<String> deputies;
  long withdrawn;
  private int noticesNumbered;
  private Map<Severity, Instant> heldSince;
  List<AdoptedNotice> adopted;
  List<Limit> reminded;
  @Nullable Instant widenedAt;
  @Nullable LocalDate reportDue;
  List<Restoration> restorations;

  ResponseDraft(Response from) {
    assessment = from.assessment();
    activation = from.activation();
    recovery = from.recovery();
    nextUpdateAt = from.nextUpdateAt();
    confirmations = from.confirmations();
    missed = from.missed();
    superior = from.superior();
    drafts = from.drafts();
    evaluation = from.evaluation();
    leaders = from.leaders();
    deputies = from.deputies();
    withdrawn = from.withdrawn();
    noticesNumbered = from.noticesNumbered();
    heldSince = from.heldSince();
    adopted = from.adopted();
    reminded = from.reminded();
    widenedAt = from.widenedAt();
    reportDue = from.reportDue();
    restorations = from.restorations();
  }

  /** What it has been already it has been since then, also where it is lowered in between. */
  void graded(Severity from, Severity to, Instant at) {
    Map<Severity, Instant> since = new EnumMap<>(Severity.class);
    since.putAll(heldSince);
    for (Severity severity : Severity.values()) {
      if (severity.graverThan(from) && !severity.graverThan(to)) {
        since.put(severity, at);
      }
    }
    heldSince = since;
  }

  void drafted(Notice notice) {
    drafts = Stream.concat(drafts.stream(), Stream.of(notice)).toList();
    numbered(notice);
  }

  void issued(Notice notice) {
    drafts = drafts.stream().filter(d -> !d.noticeId().equals(notice.noticeId())).toList();
    numbered(notice);
    if (notice.kind() == NoticeKind.RESTORATION) {
      adopted = List.of();
    }
  }

  private void numbered(Notice notice) {
    noticesNumbered = Math.max(noticesNumbered, NoticeNumber.ordinal(notice.noticeId()));
  }

  Response next() {
    return new Response(
        assessment,
        activation,
        recovery,
        null,
        nextUpdateAt,
        confirmations,
        missed,
        superior,
        drafts,
        evaluation,
        leaders,
        deputies,
        withdrawn,
        noticesNumbered,
        heldSince,
        adopted,
        reminded,
        widenedAt,
        reportDue,
        restorations);
  }
}
