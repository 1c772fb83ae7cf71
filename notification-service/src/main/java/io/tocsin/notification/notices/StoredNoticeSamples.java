package io.tocsin.notification.notices;

import com.mongodb.client.model.Filters;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.templates.NoticeSamples;
import io.tocsin.notification.templates.Placeholder;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Shows templates with the values of notices that were issued. */
@Component
final class StoredNoticeSamples implements NoticeSamples {

  private final NoticeStore store;
  private final Directory directory;

  StoredNoticeSamples(NoticeStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  @Override
  public Mono<Function<Placeholder, @Nullable String>> values(
      String kind, Language language, @Nullable String noticeId, @Nullable String incidentId) {
    if (noticeId == null && incidentId == null) {
      return Mono.just(Placeholder.samples(language == Language.ZH));
    }
    Mono<Notice> found =
        noticeId != null
            ? store.find(noticeId)
            : store
                .list(
                    Filters.and(
                        Filters.eq(NoticeDocument.INCIDENT, incidentId),
                        Filters.eq(NoticeDocument.TYPE, kind)),
                    1)
                .next();
    return found
        .switchIfEmpty(
            Mono.error(() ->
                Problems.notFound(
                    new LocalText(
                        "没有可用于预览的公告",
                        "Expected a notice to show the template with, but found none"))))
        .flatMap(notice -> referred(notice).map(r -> values(notice, r.orElse(null), language)));
  }

  private Mono<Optional<Notice>> referred(Notice notice) {
    String id = notice.refersTo();
    return id == null
        ? Mono.just(Optional.empty())
        : store.find(id).map(Optional::of).defaultIfEmpty(Optional.empty());
  }

  private Function<Placeholder, @Nullable String> values(
      Notice notice, @Nullable Notice referred, Language language) {
    return new NoticeValues(notice, language, directory.current()).following(referred);
  }
}
