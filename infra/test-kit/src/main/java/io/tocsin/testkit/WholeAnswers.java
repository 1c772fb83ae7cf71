package io.tocsin.testkit;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads each answer to its end, whatever a test asks of it: the buffers of a body that nobody reads
 * are never given back, and what Netty then says of leaks hides a leak of the product's. A stream
 * has no end and is left to the test.
 */
public final class WholeAnswers implements ExchangeFilterFunction {

  private static final byte[] NOTHING = {};

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return next.exchange(request).flatMap(WholeAnswers::whole);
  }

  private static Mono<ClientResponse> whole(ClientResponse answer) {
    boolean stream =
        answer
            .headers()
            .contentType()
            .filter(MediaType.TEXT_EVENT_STREAM::isCompatibleWith)
            .isPresent();
    return stream
        ? Mono.just(answer)
        : answer.bodyToMono(byte[].class).defaultIfEmpty(NOTHING).map(body -> with(body, answer));
  }

  private static ClientResponse with(byte[] body, ClientResponse answer) {
    return ClientResponse.create(answer.statusCode(), answer.strategies())
        .headers(headers -> headers.addAll(answer.headers().asHttpHeaders()))
        .cookies(cookies -> cookies.addAll(answer.cookies()))
        .body(
            Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body.clone()))))
        .build();
  }
}
