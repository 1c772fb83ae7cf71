package io.tocsin.gateway.request;

import io.tocsin.kit.time.Ids;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id that stands in the answer, in the call to the service and in the logs.
 * A caller's own id is kept when it is harmless to print.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIdFilter implements WebFilter {

  public static final String HEADER = "X-Request-Id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final Ids ids;

  RequestIdFilter(Ids ids) {
    this.ids = ids;
  }

  /** The id of a request that came through this filter. */
  public static String idOf(ServerWebExchange exchange) {
    return exchange.getRequiredAttribute(HEADER);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String given = exchange.getRequest().getHeaders().getFirst(HEADER);
    String id = isHarmless(given) ? given : ids.next();
    exchange.getAttributes().put(HEADER, id);
    exchange.getResponse().getHeaders().set(HEADER, id);
    return chain.filter(exchange);
  }

  private static boolean isHarmless(@Nullable String id) {
    return id != null && HARMLESS.matcher(id).matches();
  }
}
