package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Attempt.Outcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way. Each state is a record and what may happen to it is a method there, so that
 * a transition which the domain does not know cannot be written down.
 *
 * <pre>
 * Queued ─► Attempting ─► HandedOff ─► Delivered ─► Confirmed
 *   │  ▲        │ │         │ no receipt in time
 *   │  ▲        │ └─► Unknown ─► (whatever an answer or a receipt tells later)
 *   │  └── FailedTemporarily
 *   └─► Superseded, Expired, FailedPermanently
 * </pre>
 */
public sealed interface Delivery {

  Message message();

  /** In the order they were made. */
  List<Attempt> attempts();

  default String id() {
    return message().id();
  }

  /** The name that the state has outside; an attempt that runs is still a queued message there. */
  default State state() {
    return switch (this) {
      case Queued _, Attempting _ -> State.QUEUED;
      case FailedTemporarily _ -> State.FAILED_TEMPORARY;
      case HandedOff _ -> State.HANDED_OFF;
      case Delivered _ -> State.DELIVERED;
      case Confirmed _ -> State.CONFIRMED;
      case FailedPermanently _ -> State.FAILED_PERMANENT;
      case Superseded _ -> State.SUPERSEDED;
      case Expired _ -> State.EXPIRED;
      case Unknown _ -> State.UNKNOWN;
    };
  }

  /** Why it stands where it stands; null where the state says it all. */
  default @Nullable Words reason() {
    return switch (this) {
      case FailedTemporarily d -> d.reason();
      case FailedPermanently d -> d.reason();
      case Superseded d -> d.reason();
      case Expired d -> d.reason();
      case Unknown d -> d.reason();
      case Queued _, Attempting _, HandedOff _, Delivered _, Confirmed _ -> null;
    };
  }

  /** The states by the names that the platform's other services know. */
  enum State {
    QUEUED,
    HANDED_OFF,
    DELIVERED,
    CONFIRMED,
    FAILED_TEMPORARY,
    FAILED_PERMANENT,
    SUPERSEDED,
    EXPIRED,
    UNKNOWN
  }

  /** Not handed to anybody: may be tried, or may become pointless. */
  sealed interface Waiting extends Delivery permits Queued, FailedTemporarily {

    /** When it is to be looked at again. */
    Instant dueAt();

    /** What was done about its not leaving; null where nothing was. */
    FollowUp.@Nullable Taken followUp();

    /**
     * The step before every hand-off, stored before it is made: after a crash nobody has to guess.
     *
     * @param answerBy when no answer was recorded by then, nobody who could record it is alive
     */
    default Attempting attempt(String provider, Instant now, Instant answerBy) {
      Attempt started = new Attempt(now, provider, Outcome.STARTED, null);
      return new Attempting(message(), plus(attempts(), started), answerBy, followUp(), null, null);
    }

    /**
     * The same step for words that are about to leave in another message.
     *
     * @param carrier the id of that one
     */
    default Attempting goWith(String carrier, String provider, Instant now, Instant answerBy) {
      Attempting alone = attempt(provider, now, answerBy);
      return new Attempting(message(), alone.attempts(), answerBy, alone.followUp(), null, carrier);
    }

    /** Not tried now, because the provider cannot take it. */
    default FailedTemporarily postpone(Instant until, Words reason) {
      return new FailedTemporarily(message(), attempts(), until, reason, followUp());
    }

    default FailedPermanently refuse(Words reason) {
      return new FailedPermanently(message(), attempts(), reason);
    }

    default Superseded supersede(Words reason) {
      return new Superseded(message(), attempts(), reason);
    }

    default Expired expire(Words reason) {
      return new Expired(message(), attempts(), reason);
    }
  }

  /** Handed to a provider, but what it said is not known, or not yet. */
  sealed interface Unanswered extends Delivery permits Attempting, Unknown {

    /** What was done about it so far; null where nothing was. */
    FollowUp.@Nullable Taken followUp();

    /** Why nobody needs it any more, so that it is not tried again; null while somebody does. */
    @Nullable Words needless();

    /** The message that its words are in; null where it goes by itself. */
    @Nullable String carrier();

    /** The message that its words are in was taken: it shares what becomes of that. */
    default Superseded wentAlong(Words reason) {
      return new Superseded(
          message(), answered(attempts(), Outcome.HANDED_OFF, null), reason, carrier());
    }

    /** Nothing of it left: it waits on, as if this attempt had not been. */
    default FailedTemporarily waitOn(Instant dueAt, Words reason) {
      List<Attempt> before = attempts().subList(0, attempts().size() - 1);
      return new FailedTemporarily(message(), List.copyOf(before), dueAt, reason, followUp());
    }

    /**
     * This provider will not take it, and another one is asked at once.
     *
     * @param now another provider may try it from then on
     */
    default FailedTemporarily failOver(Instant now, Words reason, String detail) {
      return new FailedTemporarily(
          message(),
          answered(attempts(), Outcome.FAILED_PERMANENT, detail),
          now,
          reason,
          followUp());
    }

    default int attempt() {
      return attempts().size();
    }

    /**
     * The provider took it.
     *
     * @param receipts the provider's ids, one for each part, for which receipts will come; empty
     *     where none will
     */
    default HandedOff handedOff(List<String> receipts, @Nullable String detail) {
      return new HandedOff(
          message(), answered(attempts(), Outcome.HANDED_OFF, detail), receipts, Set.of());
    }

    default FailedTemporarily failTemporarily(Instant dueAt, Words reason, String detail) {
      return new FailedTemporarily(
          message(),
          answered(attempts(), Outcome.FAILED_TEMPORARY, detail),
          dueAt,
          reason,
          followUp());
    }

    default FailedPermanently failPermanently(Words reason, String detail) {
      return new FailedPermanently(
          message(), answered(attempts(), Outcome.FAILED_PERMANENT, detail), reason);
    }
  }

  /** A receipt may tell what became of it. */
  sealed interface Awaiting extends Delivery permits HandedOff, Unknown {

    /** The provider's ids of the parts that receipts are awaited for. */
    List<String> receipts();

    /** One part arrived, or the whole where the id is the delivery's own. */
    Delivery arrived(String receipt);

    /** It will not arrive as it was meant to. */
    FailedPermanently lost(Words reason, String detail);
  }

  /** Its words may have left in another message: then it shares what becomes of that. */
  sealed interface Carried extends Delivery permits Superseded, Unknown {

    /** The id of that message; null where there is none. */
    @Nullable String carrier();

    /** That message did not arrive, or nobody knows whether it did. */
    Lost carriedInVain(Lost with);

    /** Why, in the words of the recipient's list. */
    private static Words inVain(Lost with) {
      Words how =
          with instanceof Unknown
              ? new Words("该消息是否送达不明", "of which nobody knows whether it arrived")
              : new Words("该消息未送达", "which did not arrive");
      return new Words(
          "与消息 " + with.id() + " 合并发出，" + how.zh(),
          "Went out together with " + with.id() + ", " + how.en());
    }
  }

  /** May have reached the recipient, so that the recipient may answer it. */
  sealed interface Sent extends Delivery
      permits Attempting, HandedOff, Delivered, Unknown, FailedPermanently {

    /** The recipient answered: whatever was thought before, it did arrive. */
    default Confirmed confirm(Instant at) {
      return new Confirmed(message(), attempts(), at);
    }
  }

  /**
   * Did not do what it was meant to do, so that somebody has to look for another way.
   *
   * <p>What was done about it is kept here, in the same document: a call that is due cannot get
   * lost between two of them.
   */
  sealed interface Stuck extends Delivery permits Queued, FailedTemporarily, Lost {

    /** Null until another way was looked for. */
    FollowUp.@Nullable Taken followUp();

    /** The same, with what was done about it. */
    Delivery followedUp(FollowUp.Taken taken);

    default boolean callDue() {
      FollowUp.Taken taken = followUp();
      return taken != null && taken.callDue();
    }
  }

  /** Will not reach its recipient by itself any more, as far as anybody knows. */
  sealed interface Lost extends Stuck permits FailedPermanently, Expired, Unknown {

    @Override
    Lost followedUp(FollowUp.Taken taken);

    /**
     * Somebody telephoned, and the recipient still does not know.
     *
     * @param call who called, when and how it ended
     */
    Lost calledInVain(Attempt call);
  }

  /**
   * Somebody telephoned instead and the recipient knows now.
   *
   * @param call who called, when and what was said
   * @param by who spoke for the recipient
   */
  default Confirmed calledAndConfirmed(Attempt call, String by) {
    return new Confirmed(message(), plus(attempts(), call), call.at(), by);
  }

  /** Waits to be sent for the first time. */
  record Queued(Message message, FollowUp.@Nullable Taken followUp) implements Waiting, Stuck {

    public Queued(Message message) {
      this(message, null);
    }

    @Override
    public List<Attempt> attempts() {
      return List.of();
    }

    /**
     * What a sender takes from a topic is looked at again only when it has become worthless; all
     * else is due at once.
     */
    @Override
    public Instant dueAt() {
      return message.channel().travels() ? message.notAfter() : message.createdAt();
    }

    @Override
    public Queued followedUp(FollowUp.Taken taken) {
      return new Queued(message, taken);
    }
  }

  /** Not taken, but a later try may help. */
  record FailedTemporarily(
      Message message,
      List<Attempt> attempts,
      Instant dueAt,
      Words reason,
      FollowUp.@Nullable Taken followUp)
      implements Waiting, Stuck {

    public FailedTemporarily(Message message, List<Attempt> attempts, Instant dueAt, Words reason) {
      this(message, attempts, dueAt, reason, null);
    }

    @Override
    public FailedTemporarily followedUp(FollowUp.Taken taken) {
      return new FailedTemporarily(message, attempts, dueAt, reason, taken);
    }
  }

  /** Being handed over by somebody who will have recorded the answer by {@code answerBy}. */
  record Attempting(
      Message message,
      List<Attempt> attempts,
      Instant answerBy,
      FollowUp.@Nullable Taken followUp,
      @Nullable Words needless,
      @Nullable String carrier)
      implements Unanswered, Sent {

    public Attempting(Message message, List<Attempt> attempts, Instant answerBy) {
      this(message, attempts, answerBy, null, null, null);
    }

    public Unknown unknown(Words reason, @Nullable String detail) {
      return unknown(reason, detail, List.of());
    }

    /**
     * Nobody knows what became of it.
     *
     * @param taken ids of the parts that the provider took, where it did not take all: their
     *     receipts can tell that the message is lost, and never that the whole of it arrived
     */
    public Unknown unknown(Words reason, @Nullable String detail, List<String> taken) {
      List<String> receipts = taken.isEmpty() ? taken : plus(taken, Unknown.UNTOLD);
      return new Unknown(
          message,
          answered(attempts, Outcome.UNKNOWN, detail),
          reason,
          receipts,
          Set.of(),
          null,
          needless,
          carrier);
    }

    /** This attempt is the last one. */
    public Attempting stop(Words why) {
      return new Attempting(message, attempts, answerBy, followUp, why, carrier);
    }
  }

  /**
   * A provider has it.
   *
   * @param receipts ids of the parts that receipts are awaited for
   * @param arrived those of them whose receipt said delivered
   */
  record HandedOff(
      Message message, List<Attempt> attempts, List<String> receipts, Set<String> arrived)
      implements Sent, Awaiting {

    /** The receipts that were due have not come; they still count when they do. */
    public Unknown unreported(Words reason) {
      return new Unknown(message, attempts, reason, receipts, arrived, null, null, null);
    }

    /** One part arrived; the message has when all of them have. */
    @Override
    public Delivery arrived(String receipt) {
      Set<String> now = plus(arrived, receipt);
      return now.containsAll(receipts)
          ? new Delivered(message, answered(attempts, Outcome.DELIVERED, null))
          : new HandedOff(message, attempts, receipts, now);
    }

    /** One part will not arrive, and so the message as it was meant will not. */
    @Override
    public FailedPermanently lost(Words reason, String detail) {
      return new FailedPermanently(
          message, answered(attempts, Outcome.FAILED_PERMANENT, detail), reason);
    }
  }

  /** The provider says that the recipient's device has it. */
  record Delivered(Message message, List<Attempt> attempts) implements Sent {}

  /**
   * The recipient answered it.
   *
   * @param by who spoke for the recipient on the telephone; null where the answer names nobody
   */
  record Confirmed(Message message, List<Attempt> attempts, Instant at, @Nullable String by)
      implements Delivery {

    public Confirmed(Message message, List<Attempt> attempts, Instant at) {
      this(message, attempts, at, null);
    }

    /** Whether it took a call that somebody recorded by hand. */
    public boolean byTelephone() {
      return !attempts.isEmpty() && attempts.getLast().outcome() == Outcome.CONFIRMED;
    }
  }

  /** No further try will help. */
  record FailedPermanently(
      Message message, List<Attempt> attempts, Words reason, FollowUp.@Nullable Taken followUp)
      implements Lost, Sent {

    public FailedPermanently(Message message, List<Attempt> attempts, Words reason) {
      this(message, attempts, reason, null);
    }

    @Override
    public FailedPermanently followedUp(FollowUp.Taken taken) {
      return new FailedPermanently(message, attempts, reason, taken);
    }

    @Override
    public FailedPermanently calledInVain(Attempt call) {
      return new FailedPermanently(message, Delivery.plus(attempts, call), reason, followUp);
    }
  }

  /**
   * Needed no longer before it left.
   *
   * @param carrier the message that says it as well; null where nobody has to be told any more
   */
  record Superseded(Message message, List<Attempt> attempts, Words reason, @Nullable String carrier)
      implements Carried {

    public Superseded(Message message, List<Attempt> attempts, Words reason) {
      this(message, attempts, reason, null);
    }

    /** What nobody knows of that message, nobody knows of this one. */
    @Override
    public Lost carriedInVain(Lost with) {
      Words why = Carried.inVain(with);
      return with instanceof Unknown
          ? new Unknown(
              message,
              // One that was stored before its going along was an attempt has none of its own.
              attempts.isEmpty() ? with.attempts() : attempts,
              why,
              List.of(),
              Set.of(),
              null,
              null,
              with.id())
          : new FailedPermanently(message, attempts, why);
    }
  }

  /** Worthless before it left. */
  record Expired(
      Message message, List<Attempt> attempts, Words reason, FollowUp.@Nullable Taken followUp)
      implements Lost {

    public Expired(Message message, List<Attempt> attempts, Words reason) {
      this(message, attempts, reason, null);
    }

    @Override
    public Expired followedUp(FollowUp.Taken taken) {
      return new Expired(message, attempts, reason, taken);
    }

    @Override
    public Expired calledInVain(Attempt call) {
      return new Expired(message, Delivery.plus(attempts, call), reason, followUp);
    }
  }

  /**
   * It may have left or not; never sent again on its own.
   *
   * @param receipts ids of its parts as far as they are known, {@link #UNTOLD} for the others;
   *     empty where none is
   * @param arrived those of them whose receipt said delivered
   */
  record Unknown(
      Message message,
      List<Attempt> attempts,
      Words reason,
      List<String> receipts,
      Set<String> arrived,
      FollowUp.@Nullable Taken followUp,
      @Nullable Words needless,
      @Nullable String carrier)
      implements Unanswered, Lost, Sent, Awaiting, Carried {

    /** Stands for parts whose ids nobody knows: no receipt carries it. */
    static final String UNTOLD = "?";

    /** One that was stored before ids were kept has none. */
    public Unknown {
      receipts = Objects.requireNonNullElse(receipts, List.<String>of());
      arrived = Objects.requireNonNullElse(arrived, Set.<String>of());
    }

    @Override
    public Unknown followedUp(FollowUp.Taken taken) {
      return new Unknown(message, attempts, reason, receipts, arrived, taken, needless, carrier);
    }

    @Override
    public Unknown calledInVain(Attempt call) {
      List<Attempt> all = Delivery.plus(attempts, call);
      return new Unknown(message, all, reason, receipts, arrived, followUp, needless, carrier);
    }

    /** Whatever is learnt of it later, it is not sent again. */
    public Unknown stop(Words why) {
      return new Unknown(message, attempts, reason, receipts, arrived, followUp, why, carrier);
    }

    /** The whole arrived where no single part is known, or each of them is. */
    @Override
    public Delivery arrived(String receipt) {
      Set<String> now = plus(arrived, receipt);
      return now.containsAll(receipts)
          ? new Delivered(message, learnt(Outcome.DELIVERED, null))
          : new Unknown(message, attempts, reason, receipts, now, followUp, needless, carrier);
    }

    /** What was done about it stays done. */
    @Override
    public FailedPermanently lost(Words why, String detail) {
      return new FailedPermanently(
          message, learnt(Outcome.FAILED_PERMANENT, detail), why, followUp);
    }

    /** The message that its words were in has turned out to be lost. */
    @Override
    public Lost carriedInVain(Lost with) {
      Words why = Carried.inVain(with);
      return with instanceof Unknown ? this : lost(why, why.en());
    }

    /** Somebody may have telephoned since: that is no hand-off, and stays as it is. */
    private List<Attempt> learnt(Outcome outcome, @Nullable String detail) {
      return attempts.stream().map(a -> a.unsettled() ? a.with(outcome, detail) : a).toList();
    }
  }

  private static <T> List<T> plus(List<T> some, T more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static <T> Set<T> plus(Set<T> some, T more) {
    Set<T> all = new HashSet<>(some);
    all.add(more);
    return Set.copyOf(all);
  }

  private static List<Attempt> answered(
      List<Attempt> attempts, Outcome outcome, @Nullable String detail) {
    int last = attempts.size() - 1;
    return Stream.concat(
            attempts.stream().limit(last), Stream.of(attempts.get(last).with(outcome, detail)))
        .toList();
  }
}
