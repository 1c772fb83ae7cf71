package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.Expired;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Superseded;
import io.tocsin.notification.domain.Delivery.Unknown;
import io.tocsin.notification.domain.Delivery.Waiting;
import java.time.Duration;
import java.time.Instant;

/** What a sender does with a delivery that it was given, and why. */
public sealed interface NextStep {

  Words reason();

  /** Store this state, then hand the message over. */
  record HandOff(Attempting to, Words reason) implements NextStep {}

  /** Store this state; nothing is handed over. */
  record Settle(Delivery to, Words reason) implements NextStep {}

  /** Leave it as it is. */
  record Leave(Words reason) implements NextStep {}

  /**
   * The one rule for a record from the queue, a retry that is due and an attempt that nobody
   * answered: the state decides which of them it is.
   *
   * @param answerWithin how long whoever makes an attempt may take to record what came of it
   */
  static NextStep of(
      Delivery delivery,
      Instant now,
      Availability provider,
      Duration answerWithin,
      Backoff backoff) {
    return switch (delivery) {
      case Attempting attempting when !now.isBefore(attempting.answerBy()) -> {
        Words reason =
            new Words(
                "已开始交付，但至 " + attempting.answerBy() + " 未记录到应答：服务可能中断。不自动重发，请核实",
                "The hand-off was started, but no answer was recorded by "
                    + attempting.answerBy()
                    + ": the service may have stopped. It is not sent again, verify");
        Unknown unknown = attempting.unknown(reason, "no answer was recorded");
        yield new Settle(Needless.heeded(attempting, unknown, now), reason);
      }
      case Attempting attempting ->
          new Leave(
              new Words(
                  "正在交付，等待应答至 " + attempting.answerBy(),
                  "Being handed over, the answer is due by " + attempting.answerBy()));
      case Waiting waiting when !now.isBefore(waiting.message().notAfter()) -> {
        Words reason =
            new Words(
                "至 " + waiting.message().notAfter() + " 未能发出，已失效",
                "Had not left by " + waiting.message().notAfter() + " and is worthless since");
        yield new Settle(waiting.expire(reason), reason);
      }
      case FailedTemporarily failed when now.isBefore(failed.dueAt()) ->
          new Leave(new Words("将于 " + failed.dueAt() + " 重试", "Due again at " + failed.dueAt()));
      case Waiting waiting -> whileWaiting(waiting, now, provider, answerWithin, backoff);
      case HandedOff _,
          Delivered _,
          Confirmed _,
          FailedPermanently _,
          Superseded _,
          Expired _,
          Unknown _ ->
          new Leave(new Words("状态已为 " + delivery.state(), "Already " + delivery.state()));
    };
  }

  private static NextStep whileWaiting(
      Waiting waiting, Instant now, Availability provider, Duration answerWithin, Backoff backoff) {
    return switch (provider) {
      case Available available ->
          new HandOff(
              waiting.attempt(available.provider(), now, now.plus(answerWithin)),
              waiting instanceof Queued
                  ? new Words("首次发送", "First attempt")
                  : new Words("重试", "Due again after a failure"));
      case Unavailable unavailable -> {
        Duration age = Duration.between(waiting.message().createdAt(), now);
        Instant due = earlier(now.plus(backoff.afterWaiting(age)), waiting.message().notAfter());
        yield new Settle(waiting.postpone(due, unavailable.reason()), unavailable.reason());
      }
    };
  }

  /** The earlier of the two: a wait never outlasts the message's worth. */
  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
