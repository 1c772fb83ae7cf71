package io.tocsin.kit.security;

import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Spring's strict firewall for every path that is not plain. A plain one (letters, digits and
 * {@code / - _ .}, no empty or dotted segment) has nothing that it could refuse, and its checks of
 * each header by regular expression cost more than the routing; control characters in headers are
 * refused by the HTTP decoder before.
 */
final class PlainPaths implements ServerWebExchangeFirewall {

  private final ServerWebExchangeFirewall strict = new StrictServerWebExchangeFirewall();

  @Override
  public Mono<ServerWebExchange> getFirewalledExchange(ServerWebExchange exchange) {
    return isPlain(exchange.getRequest().getURI().getRawPath())
        ? Mono.just(exchange)
        : strict.getFirewalledExchange(exchange);
  }

  static boolean isPlain(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean mark = c == '-' || c == '_';
      boolean separator = (c == '/' || c == '.') && before != '/' && before != '.';
      if (!letterOrDigit && !mark && !separator) {
        return false;
      }
      before = c;
    }
    return true;
  }
}
