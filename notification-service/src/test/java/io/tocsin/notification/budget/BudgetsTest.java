package io.tocsin.notification.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.domain.Budget.Daily;
import io.tocsin.notification.domain.Budget.Limit;
import io.tocsin.notification.domain.Budget.Verdict;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is spent is spent for every instance, and across a restart. */
class BudgetsTest {

  private static final MongoClient CLIENT = MongoClients.create(EmbeddedPlatform.mongoUri());

  /** Far ahead: the store deletes for good what is past its time by the real clock. */
  private static final Instant T0 = Instant.parse("2099-03-09T01:20:00Z");

  private static final Budget FIVE = new Budget(List.of(Limit.parse("5/PT1H")), null, 0, true);
  private static final String KEY = "http:aliyun|8613800000003";

  private final MongoDatabase database =
      CLIENT.getDatabase("budgets_" + UUID.randomUUID().toString().substring(0, 8));

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private Budgets at(Instant now) {
    return new Budgets(database, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static <T> T await(Mono<T> work) {
    return work.timeout(Duration.ofSeconds(30)).toFuture().join();
  }

  @Test
  void instancesThatSpendAtTheSameTimeNeverExceedIt() {
    List<Budgets> instances = List.of(at(T0), at(T0), at(T0));

    List<Verdict> verdicts =
        await(
            Flux.range(0, 30)
                .flatMap(i -> instances.get(i % 3).spend(FIVE, KEY, Urgency.URGENT), 30)
                .collectList());

    assertThat(verdicts).filteredOn(Verdict.Spend.class::isInstance).hasSize(5);
    assertThat(verdicts).filteredOn(Verdict.Wait.class::isInstance).hasSize(25);
  }

  @Test
  void aRestartForgetsNothingAndTimeFreesItAgain() {
    for (int i = 0; i < 5; i++) {
      await(at(T0.plusSeconds(i)).spend(FIVE, KEY, Urgency.URGENT));
    }

    assertThat(await(at(T0.plusSeconds(9)).spend(FIVE, KEY, Urgency.URGENT)))
        .isInstanceOfSatisfying(
            Verdict.Wait.class, w -> assertThat(w.until()).isEqualTo(T0.plus(Duration.ofHours(1))));
    assertThat(await(at(T0.plus(Duration.ofHours(1))).spend(FIVE, KEY, Urgency.URGENT)))
        .isInstanceOf(Verdict.Spend.class);
    assertThat(await(at(T0.plusSeconds(9)).spend(FIVE, "another", Urgency.URGENT)))
        .isInstanceOf(Verdict.Spend.class);
  }

  @Test
  void aDaysTotalIsSharedByAllInstancesAndNoticesLeaveTheirPartToPages() throws Exception {
    Daily daily = new Daily(250, ZoneId.of("Asia/Shanghai"));
    Budget total = new Budget(List.of(), daily, 20, true);
    List<DayShare> instances =
        Stream.generate(() -> new DayShare(new DailyTotals(database), "http:x", total, daily))
            .limit(3)
            .toList();
    Instant evening = Instant.parse("2099-03-09T15:59:59Z");

    assertThat(taken(instances, Urgency.BULK, evening)).isEqualTo(200);
    instances.getFirst().giveBack(Urgency.BULK, evening);
    assertThat(taken(instances, Urgency.BULK, evening)).isEqualTo(1);
    assertThat(taken(instances, Urgency.URGENT, evening)).isEqualTo(50);

    Instant midnight = daily.next(evening);
    assertThat(midnight).isEqualTo(evening.plusSeconds(1));
    assertThat(taken(instances, Urgency.URGENT, midnight)).isEqualTo(250);
    assertThat(total.dayIsSpent(daily, Urgency.BULK, midnight).until())
        .isEqualTo(midnight.plus(Duration.ofDays(1)));
  }

  private static int taken(List<DayShare> instances, Urgency urgency, Instant now)
      throws Exception {
    int taken = 0;
    for (int i = 0; i < 300; i++) {
      taken += instances.get(i % instances.size()).take(urgency, now) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void whatTheProviderDidNotTakeIsGivenBack() {
    Budget one = new Budget(List.of(Limit.parse("1/P1D")), null, 0, true);
    Verdict.Spend use = spent(one, T0);

    await(at(T0).giveBack(KEY, use).thenReturn(true));

    assertThat(await(at(T0).spend(one, KEY, Urgency.URGENT))).isInstanceOf(Verdict.Spend.class);
  }

  @Test
  void whatIsGivenBackIsTheUseThatFailedAndNotALaterOne() {
    Budget two = new Budget(List.of(Limit.parse("2/PT1M")), null, 0, true);
    Verdict.Spend refused = spent(two, T0.plusMillis(1));
    spent(two, T0.plusSeconds(20));

    await(at(T0.plusSeconds(21)).giveBack(KEY, refused).thenReturn(true));

    spent(two, T0.plusSeconds(22));
    assertThat(await(at(T0.plusSeconds(61)).spend(two, KEY, Urgency.URGENT)))
        .as("two have left within the minute")
        .isInstanceOfSatisfying(
            Verdict.Wait.class, w -> assertThat(w.until()).isEqualTo(T0.plusSeconds(80)));
  }

  private Verdict.Spend spent(Budget budget, Instant now) {
    return (Verdict.Spend) await(at(now).spend(budget, KEY, Urgency.URGENT));
  }

  @Test
  void aPageWaitsForOneWriteAndNoRead() {
    List<String> commands = new CopyOnWriteArrayList<>();
    try (MongoClient listened = MongoClients.create(settings(commands))) {
      Budgets budgets =
          new Budgets(listened.getDatabase(database.getName()), Clock.fixed(T0, ZoneOffset.UTC));

      await(budgets.spend(FIVE, KEY, Urgency.URGENT));
      await(budgets.spend(FIVE, KEY, Urgency.URGENT));

      assertThat(commands).containsExactly("createIndexes", "insert", "update");
    }
  }

  private static MongoClientSettings settings(List<String> commands) {
    return MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(EmbeddedPlatform.mongoUri()))
        .addCommandListener(
            new CommandListener() {
              @Override
              public void commandStarted(CommandStartedEvent event) {
                if (!event.getCommandName().startsWith("hello")) {
                  commands.add(event.getCommandName());
                }
              }
            })
        .build();
  }
}
