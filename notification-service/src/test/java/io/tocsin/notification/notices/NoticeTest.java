package io.tocsin.notification.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which notices a restoration ends. */
class NoticeTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:20:00Z");
  private static final Addressed UNITS = Addressed.units(Audience.UNITS, List.of("yunxi", "baita"));
  private static final Notice RESTORATION =
      notice("r", NoticeType.RESTORATION, "incident", "s", UNITS, 60);

  private static Notice notice(
      String id,
      NoticeType type,
      @Nullable String incident,
      @Nullable String refersTo,
      Addressed to,
      long second) {
    return new Notice(
        id,
        0,
        "",
        type,
        Notice.Origin.INCIDENT,
        incident,
        refersTo,
        null,
        new Words("标题", "title"),
        new Words("正文", "body"),
        to,
        Set.of(Channel.SMS),
        null,
        false,
        "test",
        null,
        Revision.FIRST,
        T0.plusSeconds(second),
        null,
        null);
  }

  private static boolean ends(NoticeType type, @Nullable String incident, Addressed to, long at) {
    return RESTORATION.ends(notice("n", type, incident, null, to, at));
  }

  @Test
  void whatWasSaidOfTheFaultBeforeIsOverWithTheRestoration() {
    Addressed fewer = Addressed.units(Audience.UNITS, List.of("baita"));

    for (NoticeType type : List.of(NoticeType.FAULT, NoticeType.SUSPENSION, NoticeType.PROGRESS)) {
      assertThat(ends(type, "incident", fewer, 0)).as("%s", type).isTrue();
    }
    assertThat(RESTORATION.ends(notice("s", NoticeType.SUSPENSION, null, null, UNITS, 0)))
        .as("the one that it refers to")
        .isTrue();
  }

  @Test
  void whatComesAfterItOrIsForOthersOrOfAnotherFaultIsNot() {
    assertThat(ends(NoticeType.SUSPENSION, "incident", UNITS, 61)).as("a recurrence").isFalse();
    assertThat(ends(NoticeType.SUSPENSION, "other", UNITS, 0)).isFalse();
    assertThat(ends(NoticeType.SUSPENSION, null, UNITS, 0)).isFalse();
    assertThat(ends(NoticeType.GENERAL, "incident", UNITS, 0)).isFalse();
    assertThat(ends(NoticeType.RESTORATION, "incident", UNITS, 0)).isFalse();
    assertThat(ends(NoticeType.PROGRESS, "incident", Addressed.team(List.of("wang-ming")), 0))
        .isFalse();
    assertThat(
            notice("p", NoticeType.PROGRESS, "incident", "s", UNITS, 60)
                .ends(notice("s", NoticeType.SUSPENSION, "incident", null, UNITS, 0)))
        .as("only a restoration ends anything")
        .isFalse();
  }
}
