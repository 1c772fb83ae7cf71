package io.tocsin.local.smsc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the parts of long messages together, in whatever order they come. */
final class Assembly {

  /** Messages of which some part never comes must not pile up. */
  private static final int UNFINISHED = 1_000;

  private final Map<Key, Parts> unfinished =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Parts> eldest) {
          return size() > UNFINISHED;
        }
      };

  /** The whole message once its last part is there. */
  synchronized Optional<Sms> add(String id, Part part, Instant at) {
    if (part.total() <= 1) {
      return Optional.of(new Sms(id, part.from(), part.to(), part.text(), 1, part.encoding(), at));
    }
    Key key = new Key(part.from(), part.to(), part.reference(), part.total());
    Parts parts = unfinished.computeIfAbsent(key, k -> new Parts(id, k.total()));
    parts.put(part);
    if (!parts.complete()) {
      return Optional.empty();
    }
    unfinished.remove(key);
    return Optional.of(
        new Sms(
            parts.firstId,
            part.from(),
            part.to(),
            parts.text(),
            part.total(),
            part.encoding(),
            at));
  }

  private record Key(String from, String to, int reference, int total) {}

  private static final class Parts {
    private final String firstId;
    private final @Nullable String[] texts;

    Parts(String firstId, int total) {
      this.firstId = firstId;
      this.texts = new @Nullable String[total];
    }

    void put(Part part) {
      if (part.index() >= 1 && part.index() <= texts.length) {
        texts[part.index() - 1] = part.text();
      }
    }

    boolean complete() {
      for (String text : texts) {
        if (text == null) {
          return false;
        }
      }
      return true;
    }

    String text() {
      StringBuilder all = new StringBuilder();
      for (String text : texts) {
        all.append(text);
      }
      return all.toString();
    }
  }
}
