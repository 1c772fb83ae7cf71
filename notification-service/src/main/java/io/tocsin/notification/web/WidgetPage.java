package io.tocsin.notification.web;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The page that shows the widget; its files are served as they are. */
@Configuration(proxyBeanMethods = false)
class WidgetPage {

  @Bean
  RouterFunction<ServerResponse> widgetIndex() {
    ClassPathResource page = new ClassPathResource("static/widget/index.html");
    return route(
            GET("/widget"), r -> ServerResponse.permanentRedirect(URI.create("/widget/")).build())
        .andRoute(
            GET("/widget/"),
            r -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page));
  }
}
