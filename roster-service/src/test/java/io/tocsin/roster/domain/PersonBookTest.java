package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.KeyReused;
import io.tocsin.roster.domain.Decision.Refused;
import io.tocsin.roster.domain.Decision.Unknown;
import io.tocsin.roster.domain.Verification.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonBookTest {

  private static final PersonBook EMPTY = PersonBook.empty("wang-ming");
  private static final String PHONE = "SMS:+8613800000003";

  @Test
  void leave_is_entered_once_and_cancelled_before_it_begins_leaves_nothing() {
    Leave wanted = leave("wang-ming", "2026-03-10T00:00", "2026-03-12T00:00");

    Leave overlapping = another(at("2026-03-11T00:00"), at("2026-03-13T00:00"));

    PersonBook away = accepted(EMPTY.takeLeave(wanted, MONDAY));

    assertThat(missing(away.takeLeave(overlapping, MONDAY))).containsExactly(wanted.id());
    assertThat(accepted(away.cancelLeave(wanted.id(), MONDAY)).leave()).isEmpty();
    assertThat(EMPTY.cancelLeave(wanted.id(), MONDAY)).isInstanceOf(Unknown.class);
  }

  @Test
  void leave_that_has_begun_ends_when_it_is_cancelled() {
    Leave wanted = leave("wang-ming", "2026-03-09T00:00", "2026-03-12T00:00");

    PersonBook back =
        accepted(accepted(EMPTY.takeLeave(wanted, MONDAY)).cancelLeave(wanted.id(), MONDAY));

    assertThat(back.leave()).singleElement().extracting(Leave::until).isEqualTo(MONDAY);
  }

  @Test
  void leave_that_is_entered_again_stays_as_it_is_also_when_it_is_over() {
    Leave wanted = leave("wang-ming", "2026-03-09T00:00", "2026-03-12T00:00");
    PersonBook away = accepted(EMPTY.takeLeave(wanted, MONDAY));
    PersonBook back = accepted(away.cancelLeave(wanted.id(), MONDAY));

    assertThat(accepted(away.takeLeave(wanted, MONDAY))).isEqualTo(away);
    assertThat(accepted(away.takeLeave(wanted, at("2026-03-20T00:00")))).isEqualTo(away);
    assertThat(accepted(back.takeLeave(wanted, MONDAY))).isEqualTo(back);
  }

  @Test
  void leave_of_a_known_id_that_says_something_else_is_refused_also_when_the_first_ended_early() {
    Leave wanted = leave("wang-ming", "2026-03-09T00:00", "2026-03-12T00:00");
    PersonBook away = accepted(EMPTY.takeLeave(wanted, MONDAY));
    PersonBook back = accepted(away.cancelLeave(wanted.id(), MONDAY));
    Leave longer = leave("wang-ming", "2026-03-09T00:00", "2026-03-13T00:00");
    Leave ofTheRest = leave("wang-ming", "2026-03-09T00:00", "2026-03-09T09:02");

    assertThat(reused(away.takeLeave(longer, MONDAY)))
        .contains("until 2026-03-11T16:00:00Z", "until 2026-03-12T16:00:00Z")
        .doesNotContain("from", "reason");
    assertThat(reused(back.takeLeave(ofTheRest, MONDAY)))
        .as("how it ended is not how it was entered")
        .contains("until 2026-03-11T16:00:00Z", "until 2026-03-09T01:02:00Z");
  }

  private static String reused(Decision<PersonBook> decision) {
    return decision instanceof KeyReused<PersonBook> reused ? reused.detail().en() : "";
  }

  @Test
  void leave_that_was_cancelled_before_it_began_does_not_come_back_when_it_is_entered_again() {
    Leave wanted = leave("wang-ming", "2026-03-10T00:00", "2026-03-12T00:00");
    PersonBook away = accepted(EMPTY.takeLeave(wanted, MONDAY));
    Leave later = another(wanted.until(), wanted.until().plusSeconds(60));

    PersonBook cancelled = accepted(away.cancelLeave(wanted.id(), MONDAY));
    PersonBook anew = accepted(cancelled.takeLeave(later, MONDAY)).withChannels(List.of("SMS"));

    assertThat(missing(cancelled.takeLeave(wanted, MONDAY))).containsExactly(wanted.id());
    assertThat(missing(anew.takeLeave(wanted, MONDAY))).containsExactly(wanted.id());
  }

  private static Leave another(Instant from, Instant until) {
    return new Leave("another", "wang-ming", from, until, "ill", "leader");
  }

  private static List<String> missing(Decision<PersonBook> decision) {
    return decision instanceof Refused<PersonBook> refused ? refused.missing() : List.of();
  }

  @Test
  void leave_in_the_past_is_refused_and_leave_that_is_no_interval_is_wrong() {
    assertThat(EMPTY.takeLeave(leave("wang-ming", "2026-03-01T00:00", "2026-03-02T00:00"), MONDAY))
        .isInstanceOf(Refused.class);
    assertThat(wrongField("2026-03-12T00:00", "2026-03-10T00:00")).isEqualTo("until");
    assertThat(wrongField("2026-03-12T00:00", "2027-03-14T00:00")).isEqualTo("until");
    assertThat(wrongField("+999999998-01-01T00:00", "+999999998-01-02T00:00")).isEqualTo("from");
  }

  private static String wrongField(String from, String until) {
    return EMPTY.takeLeave(leave("wang-ming", from, until), MONDAY)
            instanceof Decision.Invalid<PersonBook> wrong
        ? wrong.field()
        : "";
  }

  @Test
  void a_contact_point_is_verified_by_the_code_that_was_sent_there() {
    PersonBook asked = accepted(Verification.send(EMPTY, PHONE, "right", MONDAY));

    Verification.Answer answer = Verification.answer(asked, PHONE, "right", MONDAY.plusSeconds(60));

    assertThat(answer.refusal()).isNull();
    assertThat(answer.book().verifiedAt(PHONE)).isEqualTo(MONDAY.plusSeconds(60));
    assertThat(Verification.answer(answer.book(), PHONE, "right", MONDAY.plusSeconds(61)))
        .as("a code is good once")
        .isEqualTo(new Verification.Answer(answer.book(), Outcome.VERIFIED_BEFORE));
    Instant later = MONDAY.plusSeconds(60).plus(Verification.GOOD_FOR);
    assertThat(Verification.answer(answer.book(), PHONE, "right", later).outcome())
        .isEqualTo(Outcome.NOT_ASKED);
  }

  @Test
  void a_code_is_good_for_fifteen_minutes_and_five_wrong_answers() {
    PersonBook asked = accepted(Verification.send(EMPTY, PHONE, "right", MONDAY));
    Instant late = MONDAY.plus(Verification.GOOD_FOR);
    PersonBook guessed = asked;
    for (int i = 0; i < 5; i++) {
      guessed = Verification.answer(guessed, PHONE, "wrong" + i, MONDAY.plusSeconds(1)).book();
    }

    assertThat(Verification.answer(asked, PHONE, "right", late).outcome()).isEqualTo(Outcome.LATE);
    assertThat(Verification.answer(guessed, PHONE, "right", MONDAY.plusSeconds(2)).outcome())
        .isEqualTo(Outcome.TOO_OFTEN);
  }

  @Test
  void codes_go_out_half_a_minute_apart_and_the_new_one_counts() {
    PersonBook asked = accepted(Verification.send(EMPTY, PHONE, "first", MONDAY));

    assertThat(Verification.send(asked, PHONE, "second", MONDAY.plusSeconds(29)))
        .isInstanceOf(Refused.class);
    PersonBook again = accepted(Verification.send(asked, PHONE, "second", MONDAY.plusSeconds(30)));
    assertThat(Verification.answer(again, PHONE, "first", MONDAY.plusSeconds(31)).outcome())
        .isEqualTo(Outcome.WRONG);
  }

  private static PersonBook accepted(Decision<PersonBook> decision) {
    assertThat(decision).isInstanceOf(Accepted.class);
    return ((Accepted<PersonBook>) decision).state();
  }
}
