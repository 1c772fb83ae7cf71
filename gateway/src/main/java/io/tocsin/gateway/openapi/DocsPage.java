package io.tocsin.gateway.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** {@code /docs} without a file name; all other files are found by theirs. */
@Configuration(proxyBeanMethods = false)
class DocsPage {

  @Bean
  RouterFunction<ServerResponse> docs() {
    return RouterFunctions.resource(
        RequestPredicates.path("/docs"), new ClassPathResource("static/docs.html"));
  }
}
