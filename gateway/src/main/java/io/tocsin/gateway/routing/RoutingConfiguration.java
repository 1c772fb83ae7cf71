package io.tocsin.gateway.routing;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tocsin.gateway.domain.Destination;
import io.tocsin.gateway.domain.Traffic;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.request.Destinations;
import io.tocsin.kit.web.ProblemException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** Makes one gateway route of each service and kind of traffic that the route table knows. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  CircuitBreakerRegistry circuitBreakers(UpstreamsProperties properties) {
    UpstreamsProperties.Breaker breaker = properties.breaker();
    return CircuitBreakerRegistry.of(
        CircuitBreakerConfig.custom()
            .slidingWindowSize(breaker.window())
            .minimumNumberOfCalls(breaker.minimumCalls())
            .failureRateThreshold(breaker.failurePercent())
            .waitDurationInOpenState(breaker.pause())
            .permittedNumberOfCallsInHalfOpenState(3)
            // What the caller did wrong (a body too large, say) is no failure of the service.
            .ignoreException(ProblemException.class::isInstance)
            .build());
  }

  @Bean
  BulkheadRegistry bulkheads() {
    return BulkheadRegistry.ofDefaults();
  }

  @Bean
  MeterBinder breakerMetrics(CircuitBreakerRegistry breakers) {
    return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers);
  }

  @Bean
  MeterBinder bulkheadMetrics(BulkheadRegistry bulkheads) {
    return TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads);
  }

  /** Sends the calls; with our one look at the headers in place of the framework's many. */
  @Bean
  NettyRoutingFilter callingFilter(
      HttpClient client,
      HttpClientProperties properties,
      ObjectProvider<List<HttpHeadersFilter>> framework) {
    List<HttpHeadersFilter> ours =
        List.of(
            new EndToEndHeaders(HttpHeadersFilter.Type.REQUEST),
            new EndToEndHeaders(HttpHeadersFilter.Type.RESPONSE));
    return new NettyRoutingFilter(client, framework, properties) {
      @Override
      public List<HttpHeadersFilter> getHeadersFilters() {
        return ours;
      }
    };
  }

  /** Writes the answers; the framework leaves its own out where its routing filter is off. */
  @Bean
  NettyWriteResponseFilter answeringFilter(
      GatewayProperties properties, ObjectProvider<List<HttpHeadersFilter>> framework) {
    return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), framework);
  }

  @Bean
  RouteLocator routes(
      RouteLocatorBuilder builder,
      UpstreamsProperties properties,
      UpstreamGuards guards,
      List<AnswerFilter> answerFilters) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    for (Upstream upstream : Upstream.values()) {
      for (Traffic traffic : Traffic.values()) {
        Destination destination = new Destination(upstream, traffic);
        UpstreamGuard guard = guards.of(destination);
        List<GatewayFilter> additions =
            answerFilters.stream()
                .filter(f -> f.appliesTo(destination))
                .map(GatewayFilter.class::cast)
                .toList();
        routes.route(
            UpstreamGuards.nameOf(destination),
            r ->
                r.predicate(exchange ->
                        Destinations.of(exchange).filter(destination::equals).isPresent())
                    .filters(f -> f.filter(new Protection(guard)).filters(additions))
                    .metadata(
                        RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                        traffic == Traffic.STREAM ? -1L : guard.limit().toMillis())
                    .uri(properties.of(upstream)));
      }
    }
    return routes.build();
  }
}
