package io.tocsin.notification.templates;

import io.tocsin.contracts.Channel;
import io.tocsin.notification.domain.Language;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of message says on one channel in one language.
 *
 * @param subject of a mail; null on other channels
 */
record Template(Key key, @Nullable String subject, String body) {

  /** Which one. */
  record Key(MessageKind kind, Channel channel, Language language) {

    String id() {
      return kind + "/" + channel + "/" + language.name().toLowerCase(Locale.ROOT);
    }

    boolean hasSubject() {
      return channel == Channel.EMAIL;
    }
  }
}
