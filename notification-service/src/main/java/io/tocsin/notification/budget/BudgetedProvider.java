package io.tocsin.notification.budget;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.domain.Budget.Daily;
import io.tocsin.notification.domain.Budget.Verdict;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Digest;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.PhoneNumber;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A provider that allows each number so much and no more. What bulk has waiting for a number goes
 * out together when there is room for one message; the others then say in which one they went.
 */
final class BudgetedProvider implements Provider {

  private static final Logger LOG = LoggerFactory.getLogger(BudgetedProvider.class);
  private static final Duration STORE = Duration.ofSeconds(3);

  private final Provider provider;
  private final Budget budget;
  private final String country;
  private final Budgets budgets;
  private final @Nullable DayShare day;
  private final Waiting waiting;
  private final DigestWords words;
  private final Clock clock;
  private final Turns turns = new Turns();

  BudgetedProvider(
      Provider provider,
      Budget budget,
      String country,
      Budgets budgets,
      @Nullable DayShare day,
      Waiting waiting,
      DigestWords words,
      Clock clock) {
    this.provider = provider;
    this.budget = budget;
    this.country = country;
    this.budgets = budgets;
    this.waiting = waiting;
    this.words = words;
    this.day = day;
    this.clock = clock;
  }

  /** What a digest says. */
  interface DigestWords {
    String of(Digest digest, Language language);
  }

  @Override
  public Channel channel() {
    return provider.channel();
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public boolean carries(Message message) {
    return (budget.bulk() || message.urgency() == Urgency.URGENT) && provider.carries(message);
  }

  @Override
  public boolean selective() {
    return provider.selective();
  }

  @Override
  public @Nullable Words unavailable() {
    return provider.unavailable();
  }

  @Override
  public Answer handOff(Message message) {
    return asked(() -> withinTheDay(message));
  }

  private Answer withinTheDay(Message message)
      throws InterruptedException, ExecutionException, TimeoutException {
    Instant now = clock.instant();
    Daily daily = budget.daily();
    if (daily == null || day == null) {
      return withinTheNumbers(message);
    }
    if (!day.take(message.urgency(), now)) {
      return later(budget.dayIsSpent(daily, message.urgency(), now), message);
    }
    Answer answer = asked(() -> withinTheNumbers(message));
    if (surelyNotCarried(answer)) {
      day.giveBack(message.urgency(), now);
    }
    return answer;
  }

  /** Something that asks the store about a budget. */
  private interface Question {
    Answer ask() throws InterruptedException, ExecutionException, TimeoutException;
  }

  /** A budget that cannot be read is not exceeded: nothing goes. */
  private static Answer asked(Question question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NotTaken("interrupted before the budget was asked");
    } catch (ExecutionException | TimeoutException e) {
      return new NotTaken("the budget could not be read: " + e);
    }
  }

  private Answer withinTheNumbers(Message message)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (budget.limits().isEmpty()) {
      return provider.handOff(message);
    }
    String key = name() + "|" + number(message);
    return switch (await(budgets.spend(budget, key, message.urgency()))) {
      case Verdict.Spend use -> spent(message, key, use);
      case Verdict.Wait wait -> later(wait, message);
      case Verdict.Never never -> new Refused(never.reason().en());
    };
  }

  private static boolean surelyNotCarried(Answer answer) {
    return switch (answer) {
      case Throttled _, NotTaken _, Refused _, Later _ -> true;
      case Taken _, Lost _ -> false;
    };
  }

  private Later later(Verdict.Wait wait, Message message) {
    Instant until =
        message.urgency() == Urgency.URGENT
            ? wait.until()
            : turns.next(number(message), wait.until());
    return new Later(until, wait.reason().en());
  }

  private String number(Message message) {
    return PhoneNumber.of(message.recipient().address(), country).digits();
  }

  private Answer spent(Message message, String key, Verdict.Spend use)
      throws InterruptedException, ExecutionException, TimeoutException {
    Answer answer = handedOver(message);
    if (surelyNotCarried(answer)) {
      await(budgets.giveBack(key, use).thenReturn(true));
    }
    return answer;
  }

  private Answer handedOver(Message message)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Message> others = together(message);
    // What is too much for one message waits for its own turn: nobody has said it yet.
    List<Message> said = others.subList(0, digest(message, others).said() - 1);
    List<Message> along = said.isEmpty() ? said : await(waiting.goWith(said, message, name()));
    if (along.isEmpty()) {
      return provider.handOff(message);
    }
    // Those that are not said are counted, unless somebody else may be sending them right now.
    List<Message> counted = along.size() == said.size() ? others : along;
    Answer answer = provider.handOff(inOne(message, digest(message, counted)));
    answered(along, answer);
    // A provider of fixed templates may know the message, but none of several in one.
    return answer instanceof Refused ? provider.handOff(message) : answer;
  }

  /** What cannot be written down is told as UNKNOWN when its time is over, and not sent again. */
  private void answered(List<Message> along, Answer answer) {
    Instant now = clock.instant();
    waiting
        .answered(along, answer, other -> turns.next(number(other), now))
        .subscribe(
            done -> {},
            e ->
                LOG.warn(
                    "What went along and came of it could not be written: {}: {}",
                    along.stream().map(Message::id).toList(),
                    e.toString()));
  }

  private List<Message> together(Message message)
      throws InterruptedException, ExecutionException, TimeoutException {
    return message.urgency() == Urgency.URGENT ? List.of() : await(waiting.besides(message));
  }

  private static Digest digest(Message message, List<Message> others) {
    List<Content> contents = new ArrayList<>(List.of(message.content()));
    others.forEach(other -> contents.add(other.content()));
    return Digest.of(contents, language(message));
  }

  private static Language language(Message message) {
    boolean chinese = message.content().text().codePoints().anyMatch(Character::isIdeographic);
    return chinese ? Language.ZH : Language.EN;
  }

  private Message inOne(Message message, Digest digest) {
    Language language = language(message);
    // A drill and a real fault never share a message, so that one mark is right for all.
    boolean exercise = message.content().exercise();
    String text = words.of(digest, language);
    Content content = new Content(exercise, null, Content.marked(exercise, language, text), null);
    return message.saying(content, message.paged());
  }

  private static <T> T await(Mono<T> work)
      throws InterruptedException, ExecutionException, TimeoutException {
    return work.toFuture().get(STORE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
