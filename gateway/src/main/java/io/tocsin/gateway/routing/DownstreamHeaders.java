package io.tocsin.gateway.routing;

import io.tocsin.gateway.request.RequestIdFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The request id is on the answer already; a second one from the service would double it. */
@Component
class DownstreamHeaders implements HttpHeadersFilter {

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    if (input.containsHeader(RequestIdFilter.HEADER)) {
      HttpHeaders headers = new HttpHeaders();
      input.forEach(headers::addAll);
      headers.remove(RequestIdFilter.HEADER);
      return headers;
    }
    return input;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }
}
