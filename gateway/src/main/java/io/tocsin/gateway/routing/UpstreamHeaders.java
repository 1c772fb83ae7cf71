package io.tocsin.gateway.routing;

import io.tocsin.gateway.request.RequestIdFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells the service the id that the request goes by. Everything else (Accept-Language,
 * Authorization, If-Match, Idempotency-Key and so on) passes; what belongs to one hop, and what
 * callers claim about where they come from, the framework's own filters take off.
 */
@Component
class UpstreamHeaders implements HttpHeadersFilter {

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    HttpHeaders headers = new HttpHeaders();
    input.forEach(headers::addAll);
    headers.set(RequestIdFilter.HEADER, RequestIdFilter.idOf(exchange));
    return headers;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.REQUEST;
  }
}
