package io.tocsin.gateway.request;

import io.tocsin.gateway.domain.Destination;
import io.tocsin.gateway.domain.RouteTable;
import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;

/** Looks up where a request leads, once, however many ask. */
public final class Destinations {

  private static final String ATTRIBUTE = Destination.class.getName();

  private Destinations() {}

  /** Empty when no service answers for the path. */
  public static Optional<Destination> of(ServerWebExchange exchange) {
    Object known = exchange.getAttributes().get(ATTRIBUTE);
    if (known instanceof Optional<?> found) {
      return found.map(Destination.class::cast);
    }
    Optional<Destination> found =
        Optional.ofNullable(RouteTable.find(exchange.getRequest().getURI().getRawPath()));
    exchange.getAttributes().put(ATTRIBUTE, found);
    return found;
  }
}
