package io.tocsin.incident.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.incident.IncidentService;
import io.tocsin.incident.TestOrganisation;
import io.tocsin.kit.directory.Directory;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Two instances on one store without their edges: both look for what is due, and one is killed
 * between any two writes of it.
 */
class TwoInstancesTest {

  private static final int ROUNDS = 6;
  private static final int INCIDENTS = 10;

  private final List<Envelope<IncidentEvent>> records =
      Collections.synchronizedList(new ArrayList<>());
  private final AdvancingClock clock = new AdvancingClock();
  private final String database = "two_" + UUID.randomUUID();
  private final Instance killed = new Instance();
  private final Instance other = new Instance();

  /** One process of the service. */
  private final class Instance {
    final Fuse fuse = new Fuse();
    final Topic topic = new Topic(fuse, records);
    final ConfigurableApplicationContext context =
        new SpringApplicationBuilder(IncidentService.class)
            .web(WebApplicationType.NONE)
            .initializers(this::register)
            .run(
                "--spring.mongodb.uri=" + EmbeddedPlatform.mongoUri(),
                "--spring.cloud.function.definition=",
                "--tocsin.outbox.sweep-every=20ms",
                "--tocsin.outbox.sweep-after=0ms",
                "--tocsin.incident.deadlines.interval=5ms",
                "--tocsin.incident.deadlines.at-once=4",
                "--tocsin.incident.links.window=PT0S");

    private void register(ConfigurableApplicationContext before) {
      GenericApplicationContext beans = (GenericApplicationContext) before;
      beans.registerBean("fuse", Fuse.class, () -> fuse);
      beans.registerBean("topic", Topic.class, () -> topic);
      beans.registerBean("clock", Clock.class, () -> clock);
      beans.registerBean("directory", Directory.class, () -> TestOrganisation::snapshot);
      beans.registerBean(
          "mongoDatabase",
          MongoDatabase.class,
          () -> fuse.database(beans.getBean(MongoClient.class).getDatabase(database)));
    }
  }

  /** The time of this machine, and what a test has put it on by. */
  private static final class AdvancingClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void advance(Duration by) {
      ahead.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(Objects.requireNonNull(ahead.get()));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Expected instants alone to be asked for");
    }
  }

  @AfterEach
  void stop() {
    killed.context.close();
    other.context.close();
  }

  @Test
  void what_is_due_comes_once_though_one_of_two_instances_is_killed_over_it() {
    Random random = new Random(7);
    int kills = 0;
    for (int round = 0; round < ROUNDS; round++) {
      open(round);
      killed.fuse.replace(random.nextInt(2 * INCIDENTS));
      // The cause is owed after half an hour, the leader's decision after an hour.
      clock.advance(Duration.ofMinutes(61));
      int told = 2 * INCIDENTS * (round + 1);
      await("the missed limits of round " + round)
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertThat(missed()).hasSize(told));
      kills += killed.fuse.isBurnt() ? 1 : 0;
      killed.fuse.replace(Long.MAX_VALUE);
    }
    assertThat(kills).as("kills").isPositive();
    await("all outboxes empty").until(() -> outboxes() == 0);
    checkEvents();
  }

  private void open(int round) {
    Flux.range(0, INCIDENTS)
        .map(i -> "sys" + (round * INCIDENTS + i))
        .flatMap(system ->
            other.context.getBean(CorrelationHandler.class).handle(system, List.of(report(system))))
        .then()
        .toFuture()
        .join();
  }

  private Envelope<ReportReceivedV1> report(String system) {
    Instant at = clock.instant();
    return new Envelope<>(
        "two-" + system,
        at,
        null,
        new ReportReceivedV1(
            "two-" + system,
            system,
            "yunxi",
            "慢",
            Degree.DEGRADED,
            null,
            at,
            null,
            false,
            false,
            new Reporter("monitor", "monitor"),
            "api"));
  }

  /** What was told of limits, by the id of its event: one that was told again is the same. */
  private Map<String, ResponseNotedV1> missed() {
    Map<String, ResponseNotedV1> missed = new LinkedHashMap<>();
    for (Envelope<IncidentEvent> record : List.copyOf(records)) {
      if (record.data() instanceof ResponseNotedV1 note && note.about().equals("limit.missed")) {
        missed.put(record.id(), note);
      }
    }
    return missed;
  }

  private void checkEvents() {
    Map<String, Map<Long, String>> ids = new LinkedHashMap<>();
    for (Envelope<IncidentEvent> record : List.copyOf(records)) {
      String before =
          ids.computeIfAbsent(record.data().incident().id(), _ -> new LinkedHashMap<>())
              .put(record.data().seq(), record.id());
      assertThat(before).as("one event under each number").isIn(null, record.id());
    }
    assertThat(ids).hasSize(ROUNDS * INCIDENTS);
    assertThat(ids.values())
        .allSatisfy(seqs ->
            assertThat(seqs.keySet())
                .containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(1, seqs.size()).boxed().toList()));
    assertThat(missed().values())
        .extracting(note -> note.incident().id() + note.reference())
        .doesNotHaveDuplicates()
        .hasSize(2 * ROUNDS * INCIDENTS);
  }

  private long outboxes() {
    return Objects.requireNonNull(
        Mono.from(
                other
                    .context
                    .getBean(MongoDatabase.class)
                    .getCollection("incidents")
                    .countDocuments(Filters.exists("outbox.0")))
            .toFuture()
            .join());
  }
}
