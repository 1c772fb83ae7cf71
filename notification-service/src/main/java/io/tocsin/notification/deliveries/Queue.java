package io.tocsin.notification.deliveries;

import io.tocsin.contracts.DeliveryEvent;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.contracts.Topics;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Urgency;
import java.util.Locale;

/** Messages of one channel and urgency: they share a topic and a sender, and wait for no others. */
public record Queue(Channel channel, Urgency urgency) {

  public static Queue of(Message message) {
    return new Queue(message.channel(), message.urgency());
  }

  /** Such as {@code sms-urgent}. */
  public String label() {
    return (channel + "-" + urgency).toLowerCase(Locale.ROOT);
  }

  public TopicSpec topic() {
    return Topics.deliveries(
        io.tocsin.contracts.Channel.valueOf(channel.name()),
        DeliveryEvent.Urgency.valueOf(urgency.name()));
  }

  /** Whether messages of it travel through a topic. */
  boolean travels() {
    return channel.travels();
  }
}
