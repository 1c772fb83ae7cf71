package io.tocsin.notification.paging;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.kit.time.Ids;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.PageText;
import io.tocsin.notification.domain.PageText.Answers;
import io.tocsin.notification.domain.Paged;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.ReplyCode;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one person's page becomes: a delivery for each channel that was asked for. A channel that
 * cannot reach the person gives a delivery too, failed from the start: nobody is left out silently.
 *
 * @param links that acknowledge the page, for channels that take one
 * @param bounced addresses that mail came back from: another one of the person goes before them
 * @param carried the channels that have a provider
 * @param code what the person answers with; null without a number to answer from
 * @param wording the installation's own words
 */
record PagePlan(
    PageRequestedV1 page,
    Assignee assignee,
    PageText text,
    @Nullable ReplyCode code,
    Map<Channel, String> links,
    Set<Channel> carried,
    Set<String> bounced,
    PageText.Wording wording,
    Instant notAfter) {

  /** Each channel once, however often the policy names it. */
  List<Delivery> deliveries() {
    List<Delivery> deliveries = new ArrayList<>();
    for (io.tocsin.contracts.Channel asked : new LinkedHashSet<>(page.channels())) {
      deliveries.add(delivery(Channel.valueOf(asked.name())));
    }
    return deliveries;
  }

  /**
   * Where a person is reached on a channel: the first of the contact points, as he ordered them.
   */
  static Optional<String> address(Assignee assignee, Channel channel) {
    return addresses(assignee, channel).findFirst();
  }

  private static Stream<String> addresses(Assignee assignee, Channel channel) {
    return assignee.contacts().stream()
        .filter(c -> c.channel().name().equals(channel.name()))
        .map(ContactPoint::to);
  }

  static Language language(Assignee assignee) {
    return Language.of(assignee.locale());
  }

  private Delivery delivery(Channel channel) {
    String address =
        addresses(assignee, channel)
            .filter(to -> !bounced.contains(to.toLowerCase(Locale.ROOT)))
            .findFirst()
            .or(() -> address(assignee, channel))
            .orElse("");
    Queued queued = new Queued(message(channel, address));
    if (!carried.contains(channel)) {
      return queued.refuse(
          new Words(
              "尚无" + channel.words().zh() + "服务商", "No provider for " + channel.words().en()));
    }
    return address.isBlank()
        ? queued.refuse(
            new Words(
                assignee.name() + "没有" + channel.words().zh() + "联系方式",
                "No contact point of " + assignee.name() + " for " + channel.words().en()))
        : queued;
  }

  private Message message(Channel channel, String address) {
    String incident = page.incident().id();
    return new Message(
        DeliveryIds.ofPage(page.pageId(), assignee.personId(), channel),
        channel,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, assignee.personId(), assignee.name(), address),
        About.page(incident, page.pageId()),
        content(channel),
        PageTexts.why(page, assignee),
        Ids.derived("page", incident, assignee.personId(), channel.name(), target()),
        page.requestedAt(),
        notAfter,
        new Paged(text, language(assignee), code == null ? null : code.digits()));
  }

  private Content content(Channel channel) {
    Answers answers = new Answers(code == null ? null : code.digits(), links.get(channel));
    return text.on(channel, language(assignee), answers, wording);
  }

  /** Later rounds and levels page the same target anew; the newest page is the one to send. */
  private String target() {
    return Objects.requireNonNullElse(assignee.post(), "by name");
  }
}
