package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.time.Ids;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers every error of a request; before Boot's own handler, which knows no problem+json. */
final class ProblemHandler implements WebExceptionHandler, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private final ProblemWriter writer;
  private final Ids ids;

  ProblemHandler(ProblemWriter writer, Ids ids) {
    this.writer = writer;
    this.ids = ids;
  }

  @Override
  public int getOrder() {
    return -2;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(error);
    }
    String path = exchange.getRequest().getPath().value();
    ProblemException problem = ProblemMapping.of(error, path);
    if (problem == null) {
      return unexpected(exchange, error);
    }
    if (problem.status() >= 500) {
      LOG.warn("{} {}: {}", exchange.getRequest().getMethod(), path, error.toString());
    }
    if (error instanceof ResponseStatusException status) {
      exchange.getResponse().getHeaders().putAll(status.getHeaders());
    }
    return writer.write(exchange, problem);
  }

  /** The caller learns an id, the log everything. */
  private Mono<Void> unexpected(ServerWebExchange exchange, Throwable error) {
    String id = ids.next();
    LOG.error(
        "Error {} at {} {}",
        id,
        exchange.getRequest().getMethod(),
        exchange.getRequest().getPath().value(),
        error);
    ProblemException problem =
        new ProblemException(
            500,
            "internal",
            new LocalText("内部错误", "Internal error"),
            new LocalText(
                "发生意外错误,请凭编号 " + id + " 查日志",
                "Something unexpected went wrong; the log has it under " + id),
            List.of(),
            List.of(),
            null);
    return writer.write(exchange, problem, Map.of("errorId", id));
  }
}
