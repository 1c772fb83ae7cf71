package io.tocsin.notification.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.domain.Budget.Daily;
import io.tocsin.notification.domain.Budget.Limit;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Provider;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What reaches a provider that allows each number one message a minute. */
class BudgetedProviderTest {

  private static final MongoClient CLIENT = MongoClients.create(EmbeddedPlatform.mongoUri());

  /** Far ahead: the store deletes for good what is past its time by the real clock. */
  private static final Instant T0 = Instant.parse("2099-03-09T01:20:00Z");

  private final MongoDatabase database =
      CLIENT.getDatabase("budgeted_" + UUID.randomUUID().toString().substring(0, 8));
  private final List<Message> carried = new ArrayList<>();
  private final List<Message> waiting = new ArrayList<>();
  private final List<String> together = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private Instant now = T0;
  private Answer answer = new Taken(List.of(), null);
  private Answer ofTwo = answer;

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private final Provider phones =
      new Provider() {
        @Override
        public Channel channel() {
          return Channel.SMS;
        }

        @Override
        public String name() {
          return "http:x";
        }

        @Override
        public @Nullable Words unavailable() {
          return null;
        }

        @Override
        public Answer handOff(Message message) {
          carried.add(message);
          return message.content().text().startsWith("【演练】2:") ? ofTwo : answer;
        }
      };

  private final Waiting shelf =
      new Waiting() {
        @Override
        public Mono<List<Message>> besides(Message message) {
          return Mono.just(waiting.stream().filter(m -> !m.equals(message)).toList());
        }

        @Override
        public Mono<List<Message>> goWith(List<Message> others, Message first, String provider) {
          assertThat(carried).as("written down before it leaves").doesNotContain(first);
          List<Message> free = others.stream().filter(m -> !taken.contains(m.id())).toList();
          return Mono.just(free);
        }

        @Override
        public Mono<Void> answered(
            List<Message> along, Answer answer, Function<Message, Instant> again) {
          return Mono.fromRunnable(() ->
              along.forEach(m -> together.add(m.id() + " " + answer.getClass().getSimpleName())));
        }
      };

  private BudgetedProvider provider(Budget budget) {
    return provider(budget, day(budget), database);
  }

  private @Nullable DayShare day(Budget budget) {
    Daily daily = budget.daily();
    return daily == null ? null : new DayShare(new DailyTotals(database), "http:x", budget, daily);
  }

  private BudgetedProvider provider(Budget budget, @Nullable DayShare day, MongoDatabase numbers) {
    InstantSource told = () -> now;
    Clock clock = told.withZone(ZoneOffset.UTC);
    return new BudgetedProvider(
        phones,
        budget,
        "86",
        new Budgets(numbers, clock),
        day,
        shelf,
        (digest, language) -> digest.count() + ":" + digest.list(),
        clock);
  }

  private static Message message(String id, Urgency urgency, String number) {
    return new Message(
        id,
        Channel.SMS,
        urgency,
        new Recipient(Recipient.Kind.UNIT, "yunxi", "云溪县局", number),
        new About(null, null, id),
        new Content(true, null, "【演练】" + id, null),
        new Words("受影响", "affected"),
        null,
        T0,
        T0.plusSeconds(7200));
  }

  private static final Budget MINUTE = new Budget(List.of(Limit.parse("1/PT1M")), null, 30, true);

  @Test
  void whatWaitsForANumberGoesAlongWithTheFirstThatMayGo() {
    BudgetedProvider provider = provider(MINUTE);
    Message first = message("甲", Urgency.BULK, "13800000001");
    Message second = message("乙", Urgency.BULK, "+8613800000001");
    Message third = message("丙", Urgency.BULK, "13800000001");

    assertThat(provider.handOff(first)).isInstanceOf(Taken.class);
    for (Message late : List.of(second, third)) {
      // Apart, so that the later one is not being tried while the other looks for what waits
      Instant from = T0.plusSeconds(60).plus(Turns.APART.multipliedBy(waiting.size()));
      assertThat(provider.handOff(late))
          .isInstanceOfSatisfying(
              Later.class, later -> assertThat(later.until()).isBetween(from, from.plusSeconds(1)));
      waiting.add(late);
    }
    now = T0.plusSeconds(61);
    assertThat(provider.handOff(second)).isInstanceOf(Taken.class);

    assertThat(carried).hasSize(2);
    assertThat(carried.getLast().id()).isEqualTo("乙");
    assertThat(carried.getLast().content().text()).isEqualTo("【演练】2:1. 乙\n2. 丙");
    assertThat(together).containsExactly("丙 Taken");
  }

  @Test
  void whatIsTooLongForOneMessageWaitsForItsOwnTurn() {
    BudgetedProvider provider = provider(MINUTE);
    String text = "停".repeat(300);
    for (String id : List.of("乙", "丙")) {
      waiting.add(message(id + text, Urgency.BULK, "13800000003"));
    }

    assertThat(provider.handOff(message("甲" + text, Urgency.BULK, "13800000003")))
        .isInstanceOf(Taken.class);

    assertThat(together).as("nobody has said them").isEmpty();
    assertThat(carried)
        .singleElement()
        .satisfies(m -> assertThat(m.content().text()).isEqualTo("【演练】甲" + text));
  }

  @Test
  void aProviderThatRefusesSeveralInOneIsGivenTheOneAlone() {
    BudgetedProvider provider = provider(MINUTE);
    waiting.add(message("乙", Urgency.BULK, "13800000004"));
    ofTwo = new Answer.Refused("no template fits");

    assertThat(provider.handOff(message("甲", Urgency.BULK, "13800000004")))
        .isInstanceOf(Taken.class);

    assertThat(carried).hasSize(2);
    assertThat(carried.getLast().content().text()).isEqualTo("【演练】甲");
    assertThat(together).containsExactly("乙 Refused");
  }

  @Test
  void whoWentAlongIsToldThatTheAnswerIsLost() {
    BudgetedProvider provider = provider(MINUTE);
    waiting.add(message("乙", Urgency.BULK, "13800000005"));
    ofTwo = new Answer.Lost("the line broke");

    assertThat(provider.handOff(message("甲", Urgency.BULK, "13800000005")))
        .isInstanceOf(Answer.Lost.class);

    assertThat(together).containsExactly("乙 Lost");
  }

  @Test
  void whatSomebodyElseSendsMeanwhileIsNeitherSaidNorCounted() {
    BudgetedProvider provider = provider(MINUTE);
    for (String id : List.of("乙", "丙")) {
      waiting.add(message(id, Urgency.BULK, "13800000006"));
    }
    taken.add("乙");

    assertThat(provider.handOff(message("甲", Urgency.BULK, "13800000006")))
        .isInstanceOf(Taken.class);

    assertThat(carried)
        .singleElement()
        .satisfies(m -> assertThat(m.content().text()).isEqualTo("【演练】2:1. 甲\n2. 丙"));
    assertThat(together).containsExactly("丙 Taken");
  }

  @Test
  void aPageIsNeverPutTogetherAndWhatWasNotTakenCostsNothing() {
    BudgetedProvider provider = provider(MINUTE);
    Message page = message("页", Urgency.URGENT, "13800000002");
    waiting.add(message("丁", Urgency.BULK, "13800000002"));

    answer = new NotTaken("away");
    assertThat(provider.handOff(page)).isInstanceOf(NotTaken.class);
    answer = new Taken(List.of(), null);
    assertThat(provider.handOff(page)).isInstanceOf(Taken.class);

    assertThat(carried).allMatch(m -> m.content().text().equals("【演练】页"));
    assertThat(together).isEmpty();
    assertThat(provider.handOff(page))
        .isInstanceOfSatisfying(
            Later.class, later -> assertThat(later.until()).isEqualTo(T0.plusSeconds(60)));
  }

  @Test
  void aSpentDayWaitsForMidnightWhereTheProviderCounts() {
    BudgetedProvider provider =
        provider(new Budget(List.of(), new Daily(1, ZoneOffset.ofHours(8)), 0, true));
    answer = new NotTaken("away");
    assertThat(provider.handOff(message("一", Urgency.URGENT, "1"))).isInstanceOf(NotTaken.class);
    answer = new Taken(List.of(), null);
    assertThat(provider.handOff(message("二", Urgency.URGENT, "2"))).isInstanceOf(Taken.class);

    Instant midnight = Instant.parse("2099-03-09T16:00:00Z");
    assertThat(provider.handOff(message("三", Urgency.URGENT, "3")))
        .isEqualTo(
            new Later(
                midnight,
                "The provider's total of 1 a day is spent (1 for urgent), free again at "
                    + midnight));
    now = midnight;
    assertThat(provider.handOff(message("四", Urgency.URGENT, "4"))).isInstanceOf(Taken.class);
  }

  @Test
  void aDayLosesNothingToANumberWhoseBudgetCannotBeRead() {
    Budget budget =
        new Budget(List.of(Limit.parse("9/PT1M")), new Daily(1, ZoneOffset.ofHours(8)), 0, true);
    DayShare day = day(budget);
    MongoClient away = MongoClients.create(EmbeddedPlatform.mongoUri());
    BudgetedProvider blind = provider(budget, day, away.getDatabase(database.getName()));
    away.close();

    assertThat(blind.handOff(message("一", Urgency.URGENT, "1"))).isInstanceOf(NotTaken.class);

    assertThat(provider(budget, day, database).handOff(message("一", Urgency.URGENT, "1")))
        .isInstanceOf(Taken.class);
  }
}
