package io.tocsin.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Gate.Place;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Who waits for whom, with two places in each window. */
class GateTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:20:00Z");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.close();
  }

  private Lane lane(String name, @Nullable String room, Urgency urgency) {
    return SampleLane.of(name, room, urgency, threads);
  }

  private static List<Gate> gates(Urgency urgency, Lane... lanes) {
    return new Lanes(urgency, List.of(lanes))
        .apart().stream()
            .map(apart ->
                new Gate(apart, () -> true, 10, Clock.fixed(T0, ZoneOffset.UTC), b -> Mono.empty()))
            .toList();
  }

  private static Message message(String to) {
    return new Message(
        "d-1",
        Channel.CHAT,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, "p", "p", to),
        new About(null, null, null),
        new Content(false, null, "text", null),
        new Words("", ""),
        null,
        T0,
        T0.plusSeconds(60));
  }

  private static @Nullable String next(Gate gate) {
    Place place = gate.enter(T0);
    return place == null ? null : Objects.requireNonNull(place.lane()).name();
  }

  @Test
  void pagesTakeTheNextProviderWhereTheFirstOnesWindowIsFull() {
    Gate gate =
        gates(
                Urgency.URGENT,
                lane("sms:a", null, Urgency.URGENT),
                lane("sms:b", null, Urgency.URGENT))
            .getFirst();

    assertThat(List.of(Objects.requireNonNull(next(gate)), Objects.requireNonNull(next(gate))))
        .containsExactly("sms:a", "sms:a");

    assertThat(next(gate)).isEqualTo("sms:b");
    assertThat(next(gate)).isEqualTo("sms:b");
    assertThat(next(gate)).isNull();
  }

  @Test
  void bulkWaitsForTheFirstProviderAndIsNotPouredOverTheNext() {
    Gate gate =
        gates(Urgency.BULK, lane("sms:a", null, Urgency.BULK), lane("sms:b", null, Urgency.BULK))
            .getFirst();
    next(gate);
    next(gate);

    assertThat(next(gate)).isNull();
  }

  @Test
  void aRoomThatIsFullOrRestsStopsNobodyElsesMessages() {
    Lane full = lane("chat:a", "a", Urgency.BULK);
    Lane resting = lane("chat:b", "b", Urgency.BULK);
    Lane idle = lane("chat:c", "c", Urgency.BULK);
    List<Gate> gates = gates(Urgency.BULK, full, resting, idle);
    next(gates.get(0));
    next(gates.get(0));

    resting.guards().heed(new Throttled("HTTP 429"), T0);

    assertThat(next(gates.get(0))).isNull();
    assertThat(next(gates.get(1))).isNull();
    assertThat(next(gates.get(2))).isEqualTo("chat:c");
    assertThat(gates).extracting(g -> g.serves(message("c"))).containsExactly(false, false, true);
  }

  @Test
  void whoTakesTheWholeMessageButSaysTooFastOnTheWayGetsTheNextOnesLater() {
    Lane slow = lane("sms:a", null, Urgency.BULK);

    slow.guards().heed(new Taken(List.of("1", "2"), null, true), T0);

    assertThat(slow.guards().resting(T0)).isTrue();
  }

  @Test
  void nobodyWaitsForAProviderThatIsNotAsked() {
    Lane broken = lane("sms:a", null, Urgency.URGENT);
    Gate gate = gates(Urgency.URGENT, broken).getFirst();
    next(gate);
    next(gate);

    for (int call = 0; call < 4; call++) {
      broken.handOff(message("a"));
    }

    assertThat(broken.usable()).as("an endpoint that failed four times, each put off").isFalse();
    assertThat(gate.enter(T0)).isEqualTo(Place.NONE);
  }
}
