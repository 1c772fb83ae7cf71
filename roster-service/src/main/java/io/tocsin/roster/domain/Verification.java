package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody answers at a contact point.
 *
 * @param verifiedAt the last time a code that was sent there came back; null for never
 * @param codeHash of the code that is waited for; null when none is
 * @param attempts wrong answers to it
 */
public record Verification(
    @Nullable Instant verifiedAt,
    @Nullable String codeHash,
    @Nullable Instant sentAt,
    int attempts) {

  /** So long a code is good; its message says so. */
  public static final Duration GOOD_FOR = Duration.ofMinutes(15);

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int MOST_ATTEMPTS = 5;
  private static final Verification NONE = new Verification(null, null, null, 0);

  /** A code goes out; the one before is good no longer. */
  public static Decision<PersonBook> send(
      PersonBook book, String contact, String codeHash, Instant now) {
    Verification known = book.verifications().getOrDefault(contact, NONE);
    if (known.sentAt != null && now.isBefore(known.sentAt.plus(PAUSE))) {
      return Decision.refused(
          "两次验证码应间隔 30 秒，但上一次发于 " + known.sentAt,
          "Expected 30 seconds between two codes, but the last one went out at " + known.sentAt);
    }
    return new Accepted<>(book.with(contact, new Verification(known.verifiedAt, codeHash, now, 0)));
  }

  /**
   * A code came back. A wrong one counts, so that nobody can try them all; the count is kept in the
   * state that comes with the answer.
   *
   * @param at when the person answered
   */
  public static Answer answer(PersonBook book, String contact, String codeHash, Instant at) {
    Verification known = book.verifications().getOrDefault(contact, NONE);
    if (known.codeHash == null || known.sentAt == null) {
      boolean before = known.verifiedAt != null && at.isBefore(known.verifiedAt.plus(GOOD_FOR));
      return new Answer(book, before ? Outcome.VERIFIED_BEFORE : Outcome.NOT_ASKED);
    }
    if (!at.isBefore(known.sentAt.plus(GOOD_FOR))) {
      return new Answer(book, Outcome.LATE);
    }
    if (known.attempts >= MOST_ATTEMPTS) {
      return new Answer(book, Outcome.TOO_OFTEN);
    }
    if (!known.codeHash.equals(codeHash)) {
      Verification wrong =
          new Verification(known.verifiedAt, known.codeHash, known.sentAt, known.attempts + 1);
      return new Answer(book.with(contact, wrong), Outcome.WRONG);
    }
    return new Answer(book.with(contact, new Verification(at, null, null, 0)), Outcome.VERIFIED);
  }

  /** Whether a code is waited for at a contact point. */
  public static boolean waits(PersonBook book, String contact) {
    return book.verifications().getOrDefault(contact, NONE).codeHash != null;
  }

  /** What came of an answer. */
  public enum Outcome {
    VERIFIED,
    /** The code came a second time, by another way or in another message. */
    VERIFIED_BEFORE,
    NOT_ASKED,
    LATE,
    TOO_OFTEN,
    WRONG
  }

  /** What came of an answer. */
  public record Answer(PersonBook book, Outcome outcome) {

    /** Null when the contact point is verified now. */
    public @Nullable Text refusal() {
      return switch (outcome) {
        case VERIFIED -> null;
        case VERIFIED_BEFORE ->
            new Text(
                "应先请求验证码，但该联络方式刚刚已验证",
                "Expected a code that is waited for, but the contact point was verified just now");
        case NOT_ASKED ->
            new Text("应先请求验证码，但没有请求过", "Expected a code that was asked for, but none was");
        case LATE ->
            new Text(
                "应在 15 分钟内输入验证码，但已过期",
                "Expected the code within 15 minutes of its message, but it came later");
        case TOO_OFTEN ->
            new Text(
                "应重新请求验证码，但已错误 5 次",
                "Expected a new code to be asked for, but this one was answered wrong 5 times");
        case WRONG ->
            new Text("应为收到的验证码，但不是", "Expected the code that was sent, but it is another");
      };
    }
  }
}
