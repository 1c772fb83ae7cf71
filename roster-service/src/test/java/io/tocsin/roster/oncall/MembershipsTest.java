package io.tocsin.roster.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.ImportedShift;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Rotation;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.ShiftOverride;
import io.tocsin.roster.domain.ShiftSwap;
import io.tocsin.roster.domain.TurnLength;
import io.tocsin.roster.oncall.Roster.Membership;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever is called when everyone of a post is called. */
class MembershipsTest {

  private static final Instant NOW = Instant.parse("2026-03-09T01:02:00Z");
  private static final Membership LEADS = new Membership("LD", OnCallRole.PRIMARY);

  private final Memberships memberships = new Memberships();

  @Test
  void whoever_stands_in_a_rotation_belongs_to_the_post_at_any_time() {
    memberships.take(
        schedule(
            new Layer(
                "1",
                OnCallRole.PRIMARY,
                new Rotation(
                    TurnLength.parse("P1W"),
                    LocalDateTime.parse("2026-01-05T08:30"),
                    List.of("zhou", "he")))),
        ScheduleBook.empty("s"));

    assertThat(memberships.of("LD", NOW)).containsExactly("zhou", "he");
    assertThat(memberships.of("DB", NOW)).isEmpty();
  }

  @Test
  void whoever_is_on_duty_by_a_calendar_an_override_or_a_swap_belongs_to_it_around_that_time() {
    memberships.take(
        schedule(new Layer("ext", OnCallRole.PRIMARY, null, List.of())),
        new ScheduleBook(
            "s",
            List.of(
                new ShiftOverride(
                    "o", OnCallRole.PRIMARY, "override", in(3), in(4), "why", "x", NOW)),
            List.of(swap(ShiftSwap.State.EFFECTIVE, "taker"), swap(ShiftSwap.State.REFUSED, "no")),
            Map.of(
                "ext",
                List.of(
                    new ImportedShift("lately", in(-20), in(-19)),
                    new ImportedShift("next-year", in(300), in(301)))),
            null));

    assertThat(memberships.of("LD", NOW)).containsExactly("lately", "override", "taker");
    assertThat(memberships.at(NOW).get("taker")).isEqualTo(Set.of(LEADS));
    assertThat(memberships.of("LD", NOW.plus(Duration.ofDays(300)))).containsExactly("next-year");
  }

  @Test
  void where_nobody_is_near_everybody_who_ever_had_a_shift_is_called() {
    memberships.take(
        schedule(new Layer("ext", OnCallRole.PRIMARY, null, List.of())),
        new ScheduleBook(
            "s",
            List.of(),
            List.of(),
            Map.of("ext", List.of(new ImportedShift("long-ago", in(-90), in(-80)))),
            null));

    assertThat(memberships.of("LD", NOW)).containsExactly("long-ago");
    assertThat(memberships.at(NOW)).isEmpty();
  }

  private static ShiftSwap swap(ShiftSwap.State state, String taker) {
    return new ShiftSwap(
        "swap-" + taker,
        state,
        "lately",
        taker,
        new ShiftSwap.Piece(OnCallRole.PRIMARY, in(5), in(6)),
        null,
        "why",
        NOW,
        NOW,
        null);
  }

  private static Instant in(int days) {
    return NOW.plus(Duration.ofDays(days));
  }

  private static Schedule schedule(Layer... layers) {
    return new Schedule("s", "LD", ZoneOffset.UTC, List.of(layers));
  }
}
