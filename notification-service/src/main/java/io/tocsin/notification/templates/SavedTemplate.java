package io.tocsin.notification.templates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody made of a template.
 *
 * @param versions the oldest first; the last one holds. One without a body is a reset to the text
 *     that the product comes with
 */
record SavedTemplate(String id, List<Version> versions) {

  /** Older ones go. */
  private static final int KEPT = 50;

  /**
   * One wording.
   *
   * @param number counts from 1; the shipped text is 0
   */
  record Version(
      int number, @Nullable String subject, @Nullable String body, Instant at, String by) {}

  Version current() {
    return versions.getLast();
  }

  SavedTemplate with(Version version) {
    List<Version> all = new ArrayList<>(versions);
    all.add(version);
    return new SavedTemplate(
        id, List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
  }
}
