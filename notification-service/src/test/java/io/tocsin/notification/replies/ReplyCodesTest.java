package io.tocsin.notification.replies;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.ReplyCode;
import io.tocsin.notification.replies.ReplyCodes.Issued;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ReplyCodesTest {

  private static final MongoClient CLIENT = MongoClients.create(EmbeddedPlatform.mongoUri());

  /** Far ahead: the store deletes for good what is past its time by the real clock. */
  private Instant now = Instant.parse("2099-03-09T01:10:00Z");

  private final ReplyCodes codes =
      new ReplyCodes(
          CLIENT.getDatabase("codes_" + UUID.randomUUID().toString().substring(0, 8)),
          new ReplyProperties(
              Duration.ofHours(24),
              Duration.ofDays(7),
              Duration.ofMinutes(15),
              "86",
              "http://127.0.0.1:8080",
              Duration.ofHours(24),
              "",
              Duration.ofSeconds(20)),
          clock());

  /** Told by the test. */
  private Clock clock() {
    InstantSource told = () -> now;
    return told.withZone(ZoneOffset.UTC);
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private static PagedPerson person(String incident, String page) {
    return new PagedPerson(
        "+8613800000003",
        incident,
        "2026-" + incident,
        page,
        "wang-ming",
        "王明",
        Language.ZH,
        false);
  }

  private static <T> @Nullable T get(Mono<T> mono) {
    return mono.timeout(Duration.ofSeconds(20)).toFuture().join();
  }

  private ReplyCode issued(String incident, String page) {
    return Objects.requireNonNull(get(codes.issue(person(incident, page))));
  }

  @Test
  void noCodeOfANumberStandsForTwoIncidents() {
    Set<ReplyCode> seen = new HashSet<>();
    for (int incident = 0; incident < 300; incident++) {
      assertThat(seen.add(issued("i" + incident, "p"))).as("incident %s", incident).isTrue();
    }
    assertThat(issued("i7", "p2")).isIn(seen);
    assertThat(seen).hasSize(300);
  }

  /** With half of the short ones out, one in four meets a taken code twice and gets a long one. */
  @Test
  void aNumberWithThousandsOfCodesOutStillGetsOneForEachIncidentAndTheSameOneAgain() {
    now = Instant.now(); // The store forgets old codes by its own clock, and this takes a while.
    Map<String, ReplyCode> seen = new ConcurrentHashMap<>();
    Flux.range(0, 4500)
        .flatMap(
            n -> codes.issue(person("c" + n, "p")).doOnNext(code -> seen.put("c" + n, code)), 64)
        .then()
        .block(Duration.ofSeconds(60));

    assertThat(Set.copyOf(seen.values())).hasSize(4500);
    assertThat(seen.values().stream().filter(code -> code.digits().length() == 5).count())
        .as("longer codes")
        .isBetween(1L, 1500L);
    for (int n = 4400; n < 4500; n++) {
      assertThat(issued("c" + n, "p2")).isEqualTo(seen.get("c" + n));
    }
  }

  @Test
  void aCodeIsFoundHoweverTheCentreWritesTheNumberAndStandsForTheLatestPage() {
    ReplyCode code = issued("a", "p1");
    assertThat(issued("a", "p2")).isEqualTo(code);

    for (String from : new String[] {"8613800000003", "+8613800000003", "13800000003"}) {
      Issued found = get(codes.find(from, code));
      assertThat(Objects.requireNonNull(found).person()).isEqualTo(person("a", "p2"));
      assertThat(found.valid()).isTrue();
    }
    assertThat(get(codes.find("8613800000004", code))).isNull();
  }

  @Test
  void aCodeIsLateADayAfterTheLastPageThatCarriedIt() {
    ReplyCode code = issued("late", "p1");
    now = now.plus(Duration.ofHours(20));
    ReplyCode same = issued("late", "p2");
    now = now.plus(Duration.ofHours(23));
    assertThat(Objects.requireNonNull(get(codes.find("8613800000003", same))).valid()).isTrue();

    now = now.plus(Duration.ofHours(1));

    assertThat(same).isEqualTo(code);
    assertThat(Objects.requireNonNull(get(codes.find("8613800000003", code))).valid()).isFalse();
  }
}
