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
  ErrorAnswers errorAnswers(ProblemWriter writer, Ids ids) {
    return new ErrorAnswers(writer, ids);
  }

  @Bean
  ProblemHandler problemHandler(ProblemWriter writer, ErrorAnswers answers) {
    return new ProblemHandler(writer, answers);
  }

  @Bean
  StrictJson strictJson() {
    return new StrictJson(strict());
  }

  /** Strict towards requests only: clients of other servers in this process stay tolerant. */
  @Bean
  WebFluxConfigurer strictRequests(StrictJson strict) {
    return new WebFluxConfigurer() {
      @Override
      public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        configurer.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(strict.mapper()));
      }
    };
  }

  /**
   * As strict as the contracts (a component is required unless {@code @Nullable}, a number is no
   * text), and more: a typing error must not pass as "not given", so unknown fields are refused.
   */
  static JsonMapper strict() {
    return EventCodec.json()
        .rebuild()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }
}
