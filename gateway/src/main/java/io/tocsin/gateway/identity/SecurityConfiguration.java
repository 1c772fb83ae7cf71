package io.tocsin.gateway.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/**
 * Lets nobody into the API without a good token. What is open: the console's own files, the API's
 * document, the notice widget, signing in, and the two health answers that a supervisor asks for.
 *
 * <p>As few filters as there can be: they stand before every report of a storm.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  SecurityWebFilterChain security(
      ServerHttpSecurity http, ReactiveJwtDecoder decoder, Unauthenticated unauthenticated) {
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .headers(ServerHttpSecurity.HeaderSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .oauth2ResourceServer(server ->
            server.jwt(jwt -> jwt.jwtDecoder(decoder)).authenticationEntryPoint(unauthenticated))
        .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthenticated))
        .authorizeExchange(calls ->
            calls
                .pathMatchers(HttpMethod.POST, "/api/v1/auth/token")
                .permitAll()
                .pathMatchers("/api/**")
                .authenticated()
                .pathMatchers(
                    "/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")
                .permitAll()
                .pathMatchers("/actuator/**")
                .hasAuthority("ADMIN")
                .anyExchange()
                .permitAll())
        .build();
  }
}
