package io.tocsin.notification.templates;

import io.tocsin.contracts.Channel;
import io.tocsin.notification.domain.Language;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of message says on one channel in one language.
 *
 * @param subject of a mail, or the title of a post; null for an SMS
 * @param providerTemplate the id under which an SMS provider has approved the text; null for none
 */
record Template(Key key, @Nullable String subject, String body, @Nullable String providerTemplate) {

  /** The channels that have texts of their own. */
  static final List<Channel> CHANNELS = List.of(Channel.SMS, Channel.EMAIL, Channel.INTRANET);

  /** Which one. */
  record Key(MessageKind kind, Channel channel, Language language) {

    String id() {
      return kind + "/" + channel + "/" + language.name().toLowerCase(Locale.ROOT);
    }

    boolean hasSubject() {
      return channel != Channel.SMS;
    }
  }
}
