package io.tocsin.notification.sending;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says later about something it took.
 *
 * @param ids what it may be known by, the likeliest first, as {@link #id} makes them
 * @param detail the provider's words
 * @param deliveryId where the provider was given the delivery's own id and says it again; it then
 *     counts even when the provider's answer was never heard
 */
public record Receipt(List<String> ids, Result result, String detail, @Nullable String deliveryId) {

  public Receipt(List<String> ids, Result result, String detail) {
    this(ids, result, detail, null);
  }

  /** One that names the delivery itself. */
  public static Receipt ofOurs(String provider, String deliveryId, Result result, String detail) {
    return new Receipt(List.of(id(provider, deliveryId)), result, detail, deliveryId);
  }

  /** Whether it is what this provider would say of that delivery. */
  boolean from(String provider) {
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
