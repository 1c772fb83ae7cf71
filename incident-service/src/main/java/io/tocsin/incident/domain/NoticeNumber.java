package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import java.util.stream.Stream;

/**
 * What a notice is known by, to readers and to people. Of one incident no two ever have the same:
 * who has seen an id takes what comes under it again for the same notice.
 */
record NoticeNumber(String id, String number) {

  private static final String MARK = "-n";

  /** One that neither a notice nor a draft has had, discarded drafts included. */
  static NoticeNumber next(Incident incident) {
    int ordinal = last(incident) + 1;
    return new NoticeNumber(incident.id() + MARK + ordinal, incident.number() + "-N" + ordinal);
  }

  static int ordinal(String noticeId) {
    return Integer.parseInt(noticeId.substring(noticeId.lastIndexOf(MARK) + MARK.length()));
  }

  /** A document of an earlier build kept no count: what it holds tells how far it was. */
  private static int last(Incident incident) {
    Response response = incident.response();
    return Stream.concat(
            incident.notices().stream().map(IssuedNotice::noticeId),
            response.drafts().stream().map(Notice::noticeId))
        .mapToInt(NoticeNumber::ordinal)
        .reduce(response.noticesNumbered(), Math::max);
  }
}
