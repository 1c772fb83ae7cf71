package io.tocsin.notification.sending;

import java.util.List;

/**
 * What a provider says later about something it took.
 *
 * @param ids what it may be known by, the likeliest first, as {@link #id} makes them
 * @param detail the provider's words
 */
public record Receipt(List<String> ids, Result result, String detail) {

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
