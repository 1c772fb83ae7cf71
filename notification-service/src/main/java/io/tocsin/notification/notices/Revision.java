package io.tocsin.notification.notices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which wording of a notice it is.
 *
 * @param number counts from 1, the wording as issued
 * @param at when it was revised; null for the first
 * @param by who did, by name; null for the first
 */
public record Revision(int number, @Nullable Instant at, @Nullable String by) {

  public static final Revision FIRST = new Revision(1, null, null);

  public Revision next(Instant at, String by) {
    return new Revision(number + 1, at, by);
  }
}
