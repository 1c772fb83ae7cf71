package io.tocsin.incident.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.incident.IncidentService;
import io.tocsin.incident.TestOrganisation;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand.DeclareFalseAlarm;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentFollower;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The service without its edges, killed again and again between any two writes, while topics bring
 * again whatever was not handled to its end.
 */
class CrashBetweenWritesTest {

  private static final String SYSTEM = "payment";
  private static final List<String> UNITS =
      List.of("yunxi", "linjiang", "baita", "donghu", "yunxi-east");

  @TestConfiguration(proxyBeanMethods = false)
  static class Edges {
    @Bean
    Fuse fuse() {
      return new Fuse();
    }

    @Bean
    Topic topic(Fuse fuse) {
      return new Topic(fuse, Collections.synchronizedList(new ArrayList<>()));
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, Fuse fuse) {
      return fuse.database(client.getDatabase("crash_" + UUID.randomUUID()));
    }

    @Bean
    Directory directory() {
      return TestOrganisation::snapshot;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void nothing_is_lost_and_nothing_counted_twice(long seed) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(IncidentService.class, Edges.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.mongodb.uri=" + EmbeddedPlatform.mongoUri(),
                "--spring.cloud.function.definition=",
                "--tocsin.outbox.sweep-every=20ms",
                "--tocsin.outbox.sweep-after=0ms",
                // The reports are of long ago: what is due of them is not looked for.
                "--tocsin.incident.deadlines.interval=1h",
                "--tocsin.incident.links.window=PT0S")) {
      new Run(context, new Random(seed)).proveIt();
    }
  }

  private static final class Run {
    private final Random random;
    private final Fuse fuse;
    private final Topic topic;
    private final CorrelationHandler correlation;
    private final List<IncidentFollower> followers;
    private final IncidentStore incidents;
    private final MongoDatabase database;
    private final Map<String, ReportReceivedV1> reported = new LinkedHashMap<>();
    private int followed;
    private int crashes;

    Run(ConfigurableApplicationContext context, Random random) {
      this.random = random;
      this.fuse = context.getBean(Fuse.class);
      this.topic = context.getBean(Topic.class);
      this.correlation = context.getBean(CorrelationHandler.class);
      this.followers = List.copyOf(context.getBeansOfType(IncidentFollower.class).values());
      this.incidents = context.getBean(IncidentStore.class);
      this.database = context.getBean(MongoDatabase.class);
    }

    void proveIt() {
      for (List<Envelope<?>> batch : batches()) {
        fuse.replace(random.nextInt(14));
        untilHandled(() -> done(correlation.handle(SYSTEM, batch)));
        if (random.nextInt(3) > 0) {
          untilHandled(this::follow);
        }
        if (random.nextInt(5) == 0) {
          falseAlarm();
        }
      }
      fuse.replace(Long.MAX_VALUE);
      await("all outboxes empty and all facts followed")
          .until(() -> follow() && outboxes() == 0 && followed == topic.records.size());
      assertThat(crashes).as("crashes").isGreaterThan(5);
      checkCounts();
      checkEvents();
    }

    private void untilHandled(java.util.function.BooleanSupplier work) {
      while (!work.getAsBoolean()) {
        crashes++;
        if (random.nextInt(6) == 0) {
          falseAlarm();
        }
        // The sweeper works beside us and may have met the crash instead.
        fuse.replace(random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextInt(20));
      }
    }

    /** What came since the last commit; a crash brings it again from there. */
    private boolean follow() {
      List<Envelope<IncidentEvent>> all = List.copyOf(topic.records);
      Map<String, List<Envelope<IncidentEvent>>> byIncident =
          all.subList(followed, all.size()).stream()
              .collect(
                  Collectors.groupingBy(
                      e -> e.data().incident().id(), LinkedHashMap::new, Collectors.toList()));
      boolean done =
          done(
              Flux.fromIterable(byIncident.entrySet())
                  .concatMap(e ->
                      Mono.whenDelayError(
                          followers.stream().map(f -> f.follow(e.getKey(), e.getValue())).toList()))
                  .then());
      followed = done ? all.size() : followed;
      return done;
    }

    private boolean done(Mono<Void> work) {
      return Boolean.TRUE.equals(
          work.thenReturn(true).onErrorReturn(e -> fuse.isBurnt(), false).toFuture().join());
    }

    private void falseAlarm() {
      fuse.replace(Long.MAX_VALUE);
      List<Loaded<Incident>> open = all().stream().filter(Run::isOpen).toList();
      if (open.isEmpty()) {
        return;
      }
      Because because = new Because(Text.same("误报"), new Actor("li", "李"), Instant.now());
      var _ =
          incidents
              .update(
                  open.get(random.nextInt(open.size())).id(),
                  loaded ->
                      IncidentDecider.decide(loaded.state(), new DeclareFalseAlarm(because))
                              instanceof Accepted accepted
                          ? IncidentStore.change(loaded, accepted, List.of())
                          : Change.none(loaded))
              .toFuture()
              .join();
    }

    private static boolean isOpen(Loaded<Incident> loaded) {
      return loaded.state() != null && loaded.state().open();
    }

    private List<Loaded<Incident>> all() {
      List<String> ids = find("incidents").stream().map(d -> d.getString("_id")).toList();
      return Objects.requireNonNull(incidents.loadAll(ids).toFuture().join());
    }

    private List<Document> find(String collection) {
      return Objects.requireNonNull(
          Flux.from(database.getCollection(collection).find()).collectList().toFuture().join());
    }

    private long outboxes() {
      return Objects.requireNonNull(
          Mono.from(database.getCollection("incidents").countDocuments(Filters.exists("outbox.0")))
              .toFuture()
              .join());
    }

    private void checkCounts() {
      Map<String, Long> kept =
          find("reports").stream()
              .collect(
                  Collectors.groupingBy(
                      d -> d.getString("incidentId"), TreeMap::new, Collectors.counting()));
      Map<String, Long> counted = new TreeMap<>();
      for (Loaded<Incident> loaded : all()) {
        Incident incident = Objects.requireNonNull(loaded.state());
        if (!(incident.stage() instanceof LifeStage.Merged)) {
          counted.put(incident.id(), incident.extent().reports());
        }
      }
      assertThat(counted).isEqualTo(kept);
      assertThat(find("reports"))
          .extracting(d -> d.getString("_id"))
          .containsExactlyInAnyOrderElementsOf(reported.keySet());
    }

    private void checkEvents() {
      Map<String, TreeSet<Long>> seqs = new TreeMap<>();
      Map<String, String> idOfPlace = new TreeMap<>();
      for (Envelope<IncidentEvent> record : topic.records) {
        String incident = record.data().incident().id();
        seqs.computeIfAbsent(incident, _ -> new TreeSet<>()).add(record.data().seq());
        String id = idOfPlace.put(incident + record.data().seq(), record.id());
        assertThat(id).as("one event under each number").isIn(null, record.id());
      }
      assertThat(seqs.values())
          .allSatisfy(s ->
              assertThat(s)
                  .containsExactlyElementsOf(LongStream.rangeClosed(1, s.last()).boxed().toList()));
      assertThat(find("timeline")).hasSize(seqs.values().stream().mapToInt(TreeSet::size).sum());
      all()
          .forEach(loaded ->
              assertThat(Objects.requireNonNull(seqs.get(loaded.id())).last())
                  .isEqualTo(Objects.requireNonNull(loaded.state()).seq()));
    }

    private List<List<Envelope<?>>> batches() {
      List<List<Envelope<?>>> batches = new ArrayList<>();
      Instant at = Instant.parse("2026-03-09T00:00:00Z");
      for (int b = 0; b < 25; b++) {
        List<Envelope<?>> batch = new ArrayList<>();
        for (int r = 0; r <= random.nextInt(6); r++) {
          at = at.plusSeconds(60L * random.nextInt(50));
          String id = "r" + b + "." + r;
          ReportReceivedV1 report = report(id, at);
          reported.put(id, report);
          batch.add(new Envelope<>(id, at, null, report));
        }
        if (random.nextInt(3) == 0) {
          ReportReceivedV1 again =
              List.copyOf(reported.values()).get(random.nextInt(reported.size()));
          batch.add(new Envelope<>(UUID.randomUUID().toString(), at, null, again));
        }
        batches.add(batch);
      }
      return batches;
    }

    private ReportReceivedV1 report(String id, Instant at) {
      return new ReportReceivedV1(
          id,
          SYSTEM,
          UNITS.get(random.nextInt(UNITS.size())),
          "慢",
          Degree.values()[random.nextInt(4)],
          null,
          at,
          null,
          random.nextInt(40) == 0,
          random.nextInt(6) == 0,
          new Reporter("monitor", "monitor"),
          "api");
    }
  }
}
