package io.tocsin.gateway.routing;

import io.tocsin.gateway.request.RequestIdFilter;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells the service who asks and under which request id, and believes nothing of the kind from
 * outside. Everything else (Accept-Language, Authorization, If-Match, Idempotency-Key and so on)
 * passes; the hop-by-hop headers are taken off by the framework's own filter, which runs later.
 */
@Component
class UpstreamHeaders implements HttpHeadersFilter, Ordered {

  private static final List<String> ONLY_OURS =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Proto",
          "X-Forwarded-Prefix");

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    HttpHeaders headers = new HttpHeaders();
    input.forEach(headers::addAll);
    ONLY_OURS.forEach(headers::remove);
    headers.set(RequestIdFilter.HEADER, RequestIdFilter.idOf(exchange));
    InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
    if (remote != null && remote.getAddress() != null) {
      headers.set("X-Forwarded-For", remote.getAddress().getHostAddress());
    }
    return headers;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.REQUEST;
  }
}
