package io.tocsin.kit.web;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers every error of a request; before Boot's own handler, which knows no problem+json. */
final class ProblemHandler implements WebExceptionHandler, Ordered {

  private final ProblemWriter writer;
  private final ErrorAnswers answers;

  ProblemHandler(ProblemWriter writer, ErrorAnswers answers) {
    this.writer = writer;
    this.answers = answers;
  }

  @Override
  public int getOrder() {
    return -2;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    // Of a caller that has gone nobody is left to tell, and it is no fault of ours.
    if (exchange.getResponse().isCommitted() || error instanceof AbortedException) {
      return Mono.error(error);
    }
    ServerHttpRequest request = exchange.getRequest();
    String path = request.getPath().value();
    ErrorAnswers.Found found = answers.find(error, request.getMethod() + " " + path, path);
    if (error instanceof ResponseStatusException status) {
      exchange.getResponse().getHeaders().putAll(status.getHeaders());
    }
    return writer.write(exchange, found.problem(), found.members());
  }
}
