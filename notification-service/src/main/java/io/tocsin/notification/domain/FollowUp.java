package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Lost;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.Delivery.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done when a message did not reach its recipient: the recipient's next channel, and where
 * none is left that tells people something at once, a telephone call by a person.
 *
 * @param next null where no other channel is tried
 * @param callDue whether somebody has to telephone
 * @param why what led to it
 */
public record FollowUp(@Nullable Contact next, boolean callDue, Words why) {

  /** A way to reach the recipient. */
  public record Contact(Channel channel, String address) {}

  /** What was done, as it is kept with the delivery. */
  public record Taken(Instant at, boolean callDue, Words why) {}

  /**
   * When and how far.
   *
   * @param urgentPatience a page that has not left by then goes to the next channel as well; one
   *     that nobody has tried to send goes there instead
   * @param unknownUrgent how long a page whose hand-off was not answered waits for a receipt
   * @param unknownBulk the same for a notice
   * @param receiptUrgent how long the receipt of a page may take, where one comes; then it is
   *     UNKNOWN whether it arrived
   * @param receiptBulk the same for a notice
   * @param telling the channels that tell people something at once; a message on another one, such
   *     as e-mail, spares nobody a call
   */
  public record Rules(
      Duration urgentPatience,
      Duration unknownUrgent,
      Duration unknownBulk,
      Duration receiptUrgent,
      Duration receiptBulk,
      Set<Channel> telling) {

    public Rules {
      telling = Set.copyOf(telling);
    }

    /** When to look for another way; empty where nothing is to be done, or it was done. */
    public Optional<Instant> dueAt(Delivery delivery) {
      if (delivery instanceof HandedOff handedOff) {
        return receiptDueAt(handedOff);
      }
      if (!(delivery instanceof Stuck stuck) || stuck.followUp() != null || aboutNobody(delivery)) {
        return Optional.empty();
      }
      boolean urgent = delivery.message().urgency() == Urgency.URGENT;
      return switch (stuck) {
        case Queued _, FailedTemporarily _ ->
            urgent ? Optional.of(patienceEnds(delivery)) : Optional.empty();
        case Unknown unknown ->
            Optional.of(
                unknown.attempts().getLast().at().plus(urgent ? unknownUrgent : unknownBulk));
        case Lost lost -> Optional.of(lost.message().createdAt());
      };
    }

    private Instant patienceEnds(Delivery waiting) {
      return waiting.message().createdAt().plus(urgentPatience);
    }

    /**
     * Whether it may still reach its recipient soon. A page that could not leave within the
     * patience spares no other way: two channels that fail together would wait for each other.
     */
    boolean underWay(Delivery delivery, Instant now) {
      return switch (delivery) {
        case Attempting _, HandedOff _, Delivered _ -> true;
        case Queued _, FailedTemporarily _ ->
            delivery.message().urgency() == Urgency.BULK || now.isBefore(patienceEnds(delivery));
        default -> false;
      };
    }

    private Optional<Instant> receiptDueAt(HandedOff handedOff) {
      if (handedOff.receipts().isEmpty() || aboutNobody(handedOff)) {
        return Optional.empty();
      }
      boolean urgent = handedOff.message().urgency() == Urgency.URGENT;
      Instant at = handedOff.attempts().getLast().at();
      return Optional.of(at.plus(urgent ? receiptUrgent : receiptBulk));
    }

    /** An answer to somebody's reply, a test: nobody is left uninformed by its loss. */
    private static boolean aboutNobody(Delivery delivery) {
      var about = delivery.message().about();
      return about.pageId() == null && about.noticeId() == null;
    }
  }

  /**
   * Decides.
   *
   * @param siblings the same page or notice to the same recipient on other channels
   * @param contacts of the recipient, as the recipient ordered them
   * @param carried channels that have a provider
   */
  public static FollowUp of(
      Stuck stuck,
      List<Delivery> siblings,
      List<Contact> contacts,
      Set<Channel> carried,
      Rules rules,
      Instant now) {
    Channel mine = stuck.message().channel();
    Optional<Delivery> confirmed =
        siblings.stream().filter(Confirmed.class::isInstance).findFirst();
    if (confirmed.isPresent()) {
      return nothing("已通过", confirmed.get(), "确认", "Confirmed by ");
    }
    Optional<Delivery> alive =
        siblings.stream()
            .filter(s -> rules.telling().contains(s.message().channel()))
            .filter(s -> rules.underWay(s, now))
            .findFirst();
    if (alive.isPresent()) {
      return nothing("还可通过", alive.get(), "到达", "It still reaches the recipient by ");
    }
    Words trouble = trouble(stuck);
    Optional<Contact> next =
        contacts.stream()
            .filter(c -> carried.contains(c.channel()) && c.channel() != mine)
            .filter(c -> siblings.stream().noneMatch(s -> s.message().channel() == c.channel()))
            .findFirst();
    boolean tells = next.isPresent() && rules.telling().contains(next.get().channel());
    boolean call = stuck instanceof Lost && !tells && siblings.stream().noneMatch(FollowUp::called);
    return new FollowUp(next.orElse(null), call, why(trouble, next, call));
  }

  /**
   * What becomes of the message. A page that nobody has even tried to send gives way to the one on
   * another channel that tells people at once: sent much later, it would only page twice.
   */
  public Delivery appliedTo(Stuck stuck, Rules rules, Instant now) {
    return stuck instanceof Queued queued
            && next != null
            && rules.telling().contains(next.channel())
        ? queued.supersede(why)
        : stuck.followedUp(new Taken(now, callDue, why));
  }

  private static boolean called(Delivery sibling) {
    return sibling instanceof Stuck stuck && stuck.callDue();
  }

  private static FollowUp nothing(String zh, Delivery by, String end, String en) {
    Words channel = by.message().channel().words();
    return new FollowUp(null, false, new Words(zh + channel.zh() + end, en + channel.en()));
  }

  private static Words trouble(Stuck stuck) {
    Words channel = stuck.message().channel().words();
    if (stuck instanceof Queued) {
      return new Words(
          channel.zh() + "仍在排队，没有服务商接手",
          "Still waits in its queue: no provider has taken on the " + channel.en());
    }
    Words reason = stuck.reason() == null ? new Words("", "") : stuck.reason();
    if (stuck instanceof Unknown) {
      return new Words(
          channel.zh() + "是否送达不明（收件人可能收到两次）：" + reason.zh(),
          "Unknown whether the "
              + channel.en()
              + " went out (the recipient may get it twice): "
              + reason.en());
    }
    return new Words(
        channel.zh() + "未送达：" + reason.zh(), "Not reached by " + channel.en() + ": " + reason.en());
  }

  private static Words why(Words trouble, Optional<Contact> next, boolean call) {
    StringBuilder zh = new StringBuilder(trouble.zh());
    StringBuilder en = new StringBuilder(trouble.en());
    next.ifPresent(contact -> {
      zh.append("；改用").append(contact.channel().words().zh());
      en.append("; goes by ").append(contact.channel().words().en());
    });
    if (call) {
      zh.append("；请电话通知");
      en.append("; somebody has to telephone");
    }
    return new Words(zh.toString(), en.toString());
  }
}
