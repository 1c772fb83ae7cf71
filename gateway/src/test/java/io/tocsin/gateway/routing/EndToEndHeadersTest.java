package io.tocsin.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.gateway.request.RequestIdFilter;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class EndToEndHeadersTest {

  private final MockServerWebExchange exchange =
      MockServerWebExchange.from(MockServerHttpRequest.get("/api/v1/incidents").build());

  @Test
  void whatTheConnectionHeaderNamesStaysWithTheHop() {
    HttpHeaders given = new HttpHeaders();
    given.add("Connection", "close, X-Secret-Of-This-Hop");
    given.add("X-Secret-Of-This-Hop", "1");
    given.add("Transfer-Encoding", "chunked");
    given.add("Accept", "application/json");
    given.add("Accept", "text/html");
    exchange.getAttributes().put(RequestIdFilter.HEADER, "id-1");

    HttpHeaders passed =
        new EndToEndHeaders(HttpHeadersFilter.Type.REQUEST).filter(given, exchange);

    assertThat(passed.headerNames()).containsExactlyInAnyOrder("Accept", RequestIdFilter.HEADER);
    assertThat(passed.get("accept")).containsExactly("application/json", "text/html");
    assertThat(passed.getFirst(RequestIdFilter.HEADER)).isEqualTo("id-1");
  }

  @Test
  void theAnswersOwnHeadersPassWithoutASecondId() {
    HttpHeaders given = new HttpHeaders();
    given.add("Keep-Alive", "timeout=60");
    given.add("x-request-id", "of the service");
    given.add("Set-Cookie", "a=1");
    given.add("Set-Cookie", "b=2");

    HttpHeaders passed =
        new EndToEndHeaders(HttpHeadersFilter.Type.RESPONSE).filter(given, exchange);

    assertThat(passed.headerNames()).containsExactly("Set-Cookie");
    assertThat(passed.get("Set-Cookie")).containsExactly("a=1", "b=2");
  }
}
