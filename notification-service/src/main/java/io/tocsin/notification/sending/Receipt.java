package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Awaiting;
import io.tocsin.notification.domain.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a provider says later about something it took.
 *
 * @param ids what it may be known by, the likeliest first, as {@link #id} makes them
 * @param detail the provider's words
 * @param deliveryId where the provider was given the delivery's own id and says it again; it then
 *     counts even when the provider's answer was never heard
 */
public record Receipt(List<String> ids, Result result, String detail, @Nullable String deliveryId) {

  private static final Logger LOG = LoggerFactory.getLogger(Receipt.class);

  public Receipt(List<String> ids, Result result, String detail) {
    this(ids, result, detail, null);
  }

  /** One that names the delivery itself. */
  public static Receipt ofOurs(String provider, String deliveryId, Result result, String detail) {
    return new Receipt(List.of(id(provider, deliveryId)), result, detail, deliveryId);
  }

  /** What a delivery becomes by it; the same where it is not for that. */
  Delivery appliedTo(Delivery delivery) {
    if (delivery instanceof Awaiting open) {
      for (String id : ids) {
        if (open.receipts().contains(id) || isFor(open)) {
          LOG.debug("{}: {} says {}", open.id(), id, this);
          return told(open, id);
        }
      }
    }
    return delivery;
  }

  private Delivery told(Awaiting open, String id) {
    return switch (result) {
      case ARRIVED -> open.arrived(id);
      case LOST ->
          open.lost(
              new Words(
                  "服务商回执：未送达（" + detail + "）",
                  "The provider's receipt: not delivered (" + detail + ")"),
              detail);
    };
  }

  /** Whether it names the delivery itself and comes from a provider that was asked to carry it. */
  boolean isFor(Awaiting open) {
    return open.attempts().stream().filter(Attempt::unsettled).anyMatch(a -> from(a.provider()));
  }

  /** Whether it is what this provider would say of that delivery. */
  private boolean from(String provider) {
    return deliveryId != null && ids.contains(id(provider, deliveryId));
  }

  /** What became of it. */
  public enum Result {
    ARRIVED,
    LOST
  }

  /** A provider's own id of a message, made unlike those of all other providers. */
  public static String id(String provider, String messageId) {
    return provider + "/" + messageId;
  }
}
