package io.tocsin.notification.templates;

import io.tocsin.notification.domain.Language;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Values to show a template with. */
public interface NoticeSamples {

  /**
   * The values of a notice, of an incident's latest notice of the kind, or samples where neither is
   * named.
   *
   * @param kind the name of a message kind
   * @return an error 404 where what is named is not there
   */
  Mono<Function<Placeholder, @Nullable String>> values(
      String kind, Language language, @Nullable String noticeId, @Nullable String incidentId);
}
