package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Command.Reach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the latest round and what is known of it.
 *
 * @param reaches null until the roster has answered, empty when nobody holds the target
 * @param lost may be known before {@code reaches}: the two come on different topics
 */
record OpenPage(String pageId, @Nullable List<Reach> reaches, List<Reach> lost) {

  static OpenPage asked(String pageId) {
    return new OpenPage(pageId, null, List.of());
  }

  /**
   * The first answer holds: a redelivered page is answered again, and may be answered otherwise.
   */
  OpenPage reaching(List<Reach> now) {
    return reaches == null ? new OpenPage(pageId, now, lost) : this;
  }

  OpenPage losing(Reach reach) {
    if (lost.contains(reach)) {
      return this;
    }
    List<Reach> more = new ArrayList<>(lost);
    more.add(reach);
    return new OpenPage(pageId, reaches, List.copyOf(more));
  }

  boolean unstaffed() {
    return reaches != null && reaches.isEmpty();
  }

  /** Nobody will read it. */
  boolean hopeless() {
    return reaches != null && lost.containsAll(reaches);
  }
}
