package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Unanswered;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of handing a message to a provider. Details are the provider's words. */
public sealed interface Answer {

  /**
   * The provider took it.
   *
   * @param receipts its ids of the parts, where receipts will come for them
   * @param throttled it said "too fast" on the way
   */
  record Taken(List<String> receipts, @Nullable String detail, boolean throttled)
      implements Answer {

    public Taken(List<String> receipts, @Nullable String detail) {
      this(receipts, detail, false);
    }
  }

  /** Too fast: not taken, and all that follows should come slower. */
  record Throttled(String detail) implements Answer {}

  /**
   * Not to be tried again before a known time: the recipient has had his share, or the endpoint
   * that failed has its rest. Whether it was taken may be unknown where a second try does no harm.
   *
   * @param until it makes no sense to try again
   * @param fault whether the provider failed, and not the recipient's share was spent
   */
  record Later(Instant until, String detail, boolean fault) implements Answer {

    public Later(Instant until, String detail) {
      this(until, detail, false);
    }

    public static Later fault(Instant until, String detail) {
      return new Later(until, detail, true);
    }
  }

  /** Surely not taken; a later try may help. */
  record NotTaken(String detail) implements Answer {}

  /** Not taken, and no later try will help. */
  record Refused(String detail) implements Answer {}

  /**
   * Nobody knows whether it was taken.
   *
   * @param taken the provider's ids of the parts that it did take, where it took some and not all
   * @param throttled it took no more because it was too fast
   */
  record Lost(String detail, List<String> taken, boolean throttled) implements Answer {

    public Lost(String detail) {
      this(detail, List.of(), false);
    }
  }

  /** Whether the provider asks for less at a time. */
  default boolean tooFast() {
    return switch (this) {
      case Throttled _ -> true;
      case Taken taken -> taken.throttled();
      case Lost lost -> lost.throttled();
      case Later _, NotTaken _, Refused _ -> false;
    };
  }

  /**
   * What the answer makes of the attempt.
   *
   * @param route who else could take it
   */
  default Delivery appliedTo(Unanswered attempt, Instant now, Backoff backoff, Route route) {
    return Needless.heeded(attempt, become(attempt, now, backoff, route), now);
  }

  /**
   * What the answer to a message makes of another one whose words were in it.
   *
   * @param again when it is due again where nothing left
   */
  default Delivery appliedAlong(Unanswered along, Instant now, Instant again) {
    return Needless.heeded(along, becomeAlong(along, again), now);
  }

  private Delivery becomeAlong(Unanswered along, Instant again) {
    String with = String.valueOf(along.carrier());
    return switch (this) {
      case Taken _ ->
          along.wentAlong(
              new Words(
                  "号码额度不足，已与消息 " + with + " 合并发出",
                  "The number's budget was short: went out together with " + with));
      case Lost lost ->
          along instanceof Attempting open
              ? open.unknown(
                  new Words(
                      "与消息 " + with + " 合并交付，未收到应答：" + lost.detail() + "。不自动重发，请核实",
                      "Handed over together with "
                          + with
                          + ", without an answer: "
                          + lost.detail()
                          + ". It is not sent again, verify"),
                  lost.detail())
              : along;
      case Throttled _, Later _, NotTaken _, Refused _ -> {
        Instant due = NextStep.earlier(again, along.message().notAfter());
        yield along.waitOn(
            due,
            new Words(
                "将于 " + due + " 重试：与消息 " + with + " 合并未被接收",
                "Due again at " + due + ": was not taken together with " + with));
      }
    };
  }

  private Delivery become(Unanswered attempt, Instant now, Backoff backoff, Route route) {
    return switch (this) {
      case Taken taken -> attempt.handedOff(taken.receipts(), taken.detail());
      case Throttled throttled -> retried(attempt, now, backoff, throttled.detail());
      case Later later ->
          route
              .insteadOf(attempt)
              .<Delivery>map(other -> turned(attempt, now, other, later.detail(), false))
              .orElseGet(() -> put(attempt, later.until(), later.detail()));
      case NotTaken notTaken ->
          route
              .insteadOf(attempt)
              .<Delivery>map(other -> turned(attempt, now, other, notTaken.detail(), false))
              .orElseGet(() -> retried(attempt, now, backoff, notTaken.detail()));
      case Refused refused ->
          route
              .insteadOf(attempt)
              .<Delivery>map(other -> turned(attempt, now, other, refused.detail(), true))
              .orElseGet(() ->
                  attempt.failPermanently(
                      new Words(
                          "服务商拒收：" + refused.detail(),
                          "Refused by the provider: " + refused.detail()),
                      refused.detail()));
      case Lost lost ->
          attempt instanceof Attempting open
              ? open.unknown(
                  new Words(
                      "交付后未收到应答：" + lost.detail() + "。不自动重发，请核实",
                      "No answer after the hand-off: "
                          + lost.detail()
                          + ". It is not sent again, verify"),
                  lost.detail(),
                  lost.taken())
              : attempt;
    };
  }

  /** Surely not taken here, so another provider may take it at once and nobody gets it twice. */
  private static Delivery turned(
      Unanswered attempt, Instant now, String other, String detail, boolean forGood) {
    String first = attempt.attempts().getLast().provider();
    Words reason =
        new Words(
            first + (forGood ? " 拒收：" : " 未接收：") + detail + "；改由 " + other + " 发送",
            first
                + (forGood ? " refused it: " : " did not take it: ")
                + detail
                + "; "
                + other
                + " sends it instead");
    return forGood
        ? attempt.failOver(now, reason, detail)
        : attempt.failTemporarily(now, reason, detail);
  }

  private static Delivery retried(Unanswered attempt, Instant now, Backoff backoff, String detail) {
    return put(attempt, now.plus(backoff.after(attempt.attempt())), detail);
  }

  private static Delivery put(Unanswered attempt, Instant again, String detail) {
    Instant due = NextStep.earlier(again, attempt.message().notAfter());
    return attempt.failTemporarily(
        due,
        new Words("将于 " + due + " 重试：" + detail, "Due again at " + due + ": " + detail),
        detail);
  }
}
