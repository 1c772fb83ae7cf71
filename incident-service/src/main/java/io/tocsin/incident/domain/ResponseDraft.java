package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Response.Activation;
import io.tocsin.incident.domain.Response.Assessment;
import io.tocsin.incident.domain.Response.Evaluation;
import io.tocsin.incident.domain.Response.MissedLimit;
import io.tocsin.incident.domain.Response.SuperiorReport;
import io.tocsin.incident.domain.Response.UnitConfirmation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of a response that events change, while one is being applied. */
final class ResponseDraft {

  @Nullable Assessment assessment;
  @Nullable Activation activation;
  Recovery recovery;
  @Nullable Instant severitySince;
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

  ResponseDraft(Response from) {
    assessment = from.assessment();
    activation = from.activation();
    recovery = from.recovery();
    severitySince = from.severitySince();
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
  }

  void drafted(Notice notice) {
    drafts = Stream.concat(drafts.stream(), Stream.of(notice)).toList();
    numbered(notice);
  }

  void issued(Notice notice) {
    drafts = drafts.stream().filter(d -> !d.noticeId().equals(notice.noticeId())).toList();
    numbered(notice);
  }

  private void numbered(Notice notice) {
    noticesNumbered = Math.max(noticesNumbered, NoticeNumber.ordinal(notice.noticeId()));
  }

  Response next() {
    return new Response(
        assessment,
        activation,
        recovery,
        severitySince,
        nextUpdateAt,
        confirmations,
        missed,
        superior,
        drafts,
        evaluation,
        leaders,
        deputies,
        withdrawn,
        noticesNumbered);
  }
}
