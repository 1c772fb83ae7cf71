package io.tocsin.kit.web;

import io.tocsin.contracts.EventCodec;
import io.tocsin.kit.time.Ids;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a service reads requests and refuses. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class WebConfiguration {

  @Bean
  ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  @Bean
  ProblemHandler problemHandler(ProblemWriter writer, Ids ids) {
    return new ProblemHandler(writer, ids);
  }

  /** Strict towards requests only: clients of other servers in this process stay tolerant. */
  @Bean
  WebFluxConfigurer strictRequests(JsonMapper json) {
    JsonMapper strict = strict(json);
    return new WebFluxConfigurer() {
      @Override
      public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        configurer.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(strict));
      }
    };
  }

  /**
   * A typing error must not pass as "not given": unknown fields are refused, no text counts as a
   * number, and a record's component is required unless it is {@code @Nullable}, as in the
   * contracts.
   */
  static JsonMapper strict(JsonMapper json) {
    return json.rebuild()
        .annotationIntrospector(
            EventCodec.json().deserializationConfig().getAnnotationIntrospector())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }
}
