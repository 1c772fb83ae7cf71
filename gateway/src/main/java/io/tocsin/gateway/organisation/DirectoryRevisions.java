package io.tocsin.gateway.organisation;

import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.identity.OwnToken;
import io.tocsin.gateway.routing.UpstreamsProperties;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Knows which revision of the organisation each service works with, by asking. */
@Component
class DirectoryRevisions {

  private final WebClient client;
  private final UpstreamsProperties upstreams;
  private final OwnToken ownToken;
  private final FollowProperties properties;

  DirectoryRevisions(
      WebClient.Builder builder,
      UpstreamsProperties upstreams,
      OwnToken ownToken,
      FollowProperties properties) {
    this.client = builder.build();
    this.upstreams = upstreams;
    this.ownToken = ownToken;
    this.properties = properties;
  }

  /**
   * Waits until every service has reached the revision.
   *
   * @return those that had not when the time was over; completes with an empty list as soon as all
   *     have
   */
  Mono<List<Upstream>> laggards(long revision) {
    return Flux.fromArray(Upstream.values())
        .flatMap(
            upstream -> follows(upstream, revision).filter(follows -> !follows).map(_ -> upstream))
        .collectSortedList();
  }

  private Mono<Boolean> follows(Upstream upstream, long revision) {
    return revisionOf(upstream)
        .filter(reached -> reached >= revision)
        .switchIfEmpty(Mono.error(NotYet::new))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, properties.interval()))
        .thenReturn(true)
        .timeout(properties.limit(), Mono.just(false));
  }

  private Mono<Long> revisionOf(Upstream upstream) {
    return client
        .get()
        .uri(upstreams.of(upstream).resolve("/internal/directory"))
        .header(HttpHeaders.AUTHORIZATION, ownToken.bearer())
        .retrieve()
        .bodyToMono(Reached.class)
        .map(Reached::revision);
  }

  private record Reached(long revision) {}

  private static final class NotYet extends RuntimeException {
    NotYet() {
      super("not yet", null, false, false);
    }
  }
}
