package io.tocsin.notification.domain;

/**
 * Who gets a message.
 *
 * @param id a person's id, a unit's code or a vendor's id, as {@code kind} says
 * @param address where the channel reaches it: an E.164 number, a mail address; empty where there
 *     is none
 */
public record Recipient(Kind kind, String id, String name, String address) {

  /** What stands behind the id. */
  public enum Kind {
    PERSON,
    UNIT,
    VENDOR
  }

  public boolean reachable() {
    return !address.isBlank();
  }
}
