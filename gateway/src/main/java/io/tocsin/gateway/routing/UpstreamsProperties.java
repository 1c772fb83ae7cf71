package io.tocsin.gateway.routing;

import io.tocsin.gateway.domain.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the services are and how long, how often and how many at a time they are asked.
 *
 * @param url one for each service
 * @param callTimeout until the head of an answer; a stream has none
 * @param uploadTimeout the same for a large document
 * @param concurrentCalls calls to one service under way at once; more are refused at once
 * @param concurrentStreams the same for answers that never end, while they wait for their head
 * @param breaker when a service is left alone for a while
 */
@ConfigurationProperties("tocsin.upstreams")
public record UpstreamsProperties(
    Map<Upstream, URI> url,
    Duration callTimeout,
    Duration uploadTimeout,
    int concurrentCalls,
    int concurrentStreams,
    Breaker breaker) {

  public UpstreamsProperties {
    for (Upstream upstream : Upstream.values()) {
      URI uri = url.get(upstream);
      if (uri == null || uri.getScheme() == null || uri.getHost() == null) {
        throw new IllegalArgumentException(
            "Expected an http address in tocsin.upstreams.url for each of "
                + Arrays.toString(Upstream.values())
                + ", but "
                + upstream
                + " has "
                + uri);
      }
    }
  }

  /**
   * A service is left alone for {@code pause} when, of its last {@code window} calls, at least
   * {@code minimumCalls}, {@code failurePercent} or more brought no answer at all.
   */
  public record Breaker(int window, int minimumCalls, float failurePercent, Duration pause) {}

  /** Where the service answers. */
  public URI of(Upstream upstream) {
    URI uri = url.get(upstream);
    if (uri == null) {
      throw new IllegalStateException("Expected an address of " + upstream + ", but there is none");
    }
    return uri;
  }
}
