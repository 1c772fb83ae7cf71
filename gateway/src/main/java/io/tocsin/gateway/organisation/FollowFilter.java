package io.tocsin.gateway.organisation;

import io.tocsin.gateway.domain.Destination;
import io.tocsin.gateway.domain.Traffic;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.routing.AnswerFilter;
import java.util.List;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the answer to {@code PUT /api/v1/organisation} back until every service has the new
 * revision, so that a report sent right after it meets the new units everywhere. Who has not
 * followed in time is named in {@value #PENDING}; the set-up is stored all the same.
 */
@Component
class FollowFilter implements AnswerFilter, Ordered {

  static final String PENDING = "Tocsin-Directory-Pending";

  private static final Logger log = LoggerFactory.getLogger(FollowFilter.class);

  /** Just outside the filter that writes the answer's body. */
  private static final int BEFORE_WRITING = -2;

  private static final int LARGEST_ANSWER = 1 << 20;

  private final DirectoryRevisions revisions;
  private final JsonMapper json;

  FollowFilter(DirectoryRevisions revisions, JsonMapper json) {
    this.revisions = revisions;
    this.json = json;
  }

  @Override
  public boolean appliesTo(Destination destination) {
    return destination.equals(new Destination(Upstream.ROSTER, Traffic.UPLOAD));
  }

  @Override
  public int getOrder() {
    return BEFORE_WRITING;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return exchange.getRequest().getMethod().equals(HttpMethod.PUT)
        ? chain.filter(exchange.mutate().response(new HeldBack(exchange.getResponse())).build())
        : chain.filter(exchange);
  }

  private final class HeldBack extends ServerHttpResponseDecorator {

    HeldBack(ServerHttpResponse response) {
      super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      HttpStatusCode status = getStatusCode();
      if (status == null || !status.is2xxSuccessful()) {
        return super.writeWith(body);
      }
      return DataBufferUtils.join(body, LARGEST_ANSWER)
          .flatMap(answer -> {
            byte[] bytes = new byte[answer.readableByteCount()];
            answer.read(bytes);
            DataBufferUtils.release(answer);
            return revisions
                .laggards(revisionIn(bytes))
                .doOnNext(this::name)
                .then(super.writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(bytes))));
          });
    }

    private void name(List<Upstream> laggards) {
      if (!laggards.isEmpty()) {
        String names = laggards.stream().map(Upstream::id).collect(Collectors.joining(", "));
        log.warn("A new organisation is stored, but has not reached {} yet", names);
        getHeaders().set(PENDING, names);
      }
    }
  }

  /** 0, which everybody has reached, when the answer names none. */
  private long revisionIn(byte[] answer) {
    try {
      return json.readTree(answer).path("revision").asLong(0);
    } catch (JacksonException e) {
      log.warn("Expected a revision in the answer to PUT /organisation, but: {}", e.getMessage());
      return 0;
    }
  }
}
