package io.tocsin.gateway.reports;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.contracts.ReportBatch;
import io.tocsin.contracts.ReportBatch.Answer;
import io.tocsin.contracts.ReportBatch.Answers;
import io.tocsin.gateway.domain.Destination;
import io.tocsin.gateway.domain.Traffic;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.request.RequestIdFilter;
import io.tocsin.gateway.routing.UpstreamGuard;
import io.tocsin.gateway.routing.UpstreamGuards;
import io.tocsin.gateway.routing.UpstreamsProperties;
import io.tocsin.kit.security.BearerToken;
import java.net.URI;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/v1/reports}. In a storm a call for each report costs the gateway and the intake
 * more than the report itself: those that are there at the same moment go in one call, and each
 * gets the answer that it would have got alone. A report of unusual size or type takes the common
 * route.
 *
 * <p>Reports with an idempotency key are looked up in the store; they travel apart from those
 * without, which do not wait for it.
 */
@Configuration(proxyBeanMethods = false)
class ReportLane {

  private static final String PATH = "/api/v1/reports";
  private static final String KEY = "Idempotency-Key";

  @Bean
  RouterFunction<ServerResponse> reports(
      ConvoyProperties properties,
      UpstreamsProperties upstreams,
      UpstreamGuards guards,
      WebClient.Builder builder,
      MeterRegistry registry) {
    UpstreamGuard guard = guards.of(new Destination(Upstream.INCIDENT, Traffic.CALL));
    WebClient client =
        builder
            .codecs(c -> c.defaultCodecs().maxInMemorySize((int) properties.size().toBytes() * 2))
            .build();
    URI intake = upstreams.of(Upstream.INCIDENT).resolve("/internal/report-batches");
    DistributionSummary lengths = registry.summary("tocsin.report.convoy.length");
    Convoys fresh =
        new Convoys(properties, b -> call(client, intake, b, guard), guard::overloaded, lengths);
    Convoys keyed =
        new Convoys(properties, b -> call(client, intake, b, guard), guard::overloaded, lengths);
    return RouterFunctions.route(
        RequestPredicates.POST(PATH)
            .and(request -> travelsWithOthers(request, properties.largest().toBytes())),
        request -> send(request, request.headers().firstHeader(KEY) == null ? fresh : keyed));
  }

  private static boolean travelsWithOthers(ServerRequest request, long largest) {
    long length = request.headers().contentLength().orElse(-1);
    return length > 0
        && length <= largest
        && request.headers().contentType().filter(MediaType.APPLICATION_JSON::includes).isPresent()
        && BearerToken.of(request.headers().firstHeader(HttpHeaders.AUTHORIZATION)) != null;
  }

  private static Mono<Answers> call(
      WebClient client, URI intake, ReportBatch batch, UpstreamGuard guard) {
    return guard.around(
        client
            .post()
            .uri(intake)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(batch)
            .retrieve()
            .bodyToMono(Answers.class)
            .timeout(guard.limit()));
  }

  private static Mono<ServerResponse> send(ServerRequest request, Convoys convoys) {
    ServerRequest.Headers headers = request.headers();
    String token = BearerToken.of(headers.firstHeader(HttpHeaders.AUTHORIZATION));
    return request
        .bodyToMono(byte[].class)
        .flatMap(body ->
            convoys.send(
                new Passenger(
                    String.valueOf(token),
                    headers.firstHeader(KEY),
                    headers.firstHeader(HttpHeaders.ACCEPT_LANGUAGE),
                    RequestIdFilter.idOf(request.exchange()),
                    Base64.getEncoder().encodeToString(body))))
        .flatMap(ReportLane::answered);
  }

  private static Mono<ServerResponse> answered(Answer answer) {
    return ServerResponse.status(answer.status())
        .headers(headers -> answer.headers().forEach(headers::set))
        .bodyValue(answer.body());
  }
}
