package io.tocsin.gateway.identity;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.BearerToken;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.Problems;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import reactor.core.publisher.Mono;

/**
 * Lets nobody into the API without a good token. What is open: the console's own files, the API's
 * document, the notice board, signing in, and the two health answers that a supervisor asks for.
 * Unlike inside, a caller on this machine is nobody special here: it may be a proxy.
 *
 * <p>As few filters as there can be: they stand before every report of a storm.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String[] HEALTH = {
    "/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"
  };

  /** Whether everybody may read the board is a setting of the service that keeps it. */
  private static final String[] NOTICES = {
    "/api/v1/notices", "/api/v1/notices/*", "/api/v1/feeds/**"
  };

  /**
   * Providers' callbacks and links in mails: their addresses hold secrets, which the service
   * checks.
   */
  private static final String INBOUND = "/api/v1/inbound/**";

  /** A calendar program has no token; the secret in the link is checked by the roster. */
  private static final String[] CALENDARS = {
    "/api/v1/schedules/*/calendar.ics", "/api/v1/people/*/calendar.ics"
  };

  @Bean
  SecurityWebFilterChain security(ServerHttpSecurity http, Unauthenticated unauthenticated) {
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .headers(ServerHttpSecurity.HeaderSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .oauth2ResourceServer(server ->
            server
                .bearerTokenConverter(new BearerToken())
                .jwt(jwt -> jwt.jwtAuthenticationConverter(caller()))
                .authenticationEntryPoint(unauthenticated))
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied()))
        .authorizeExchange(calls ->
            calls
                .pathMatchers(HttpMethod.POST, "/api/v1/auth/token")
                .permitAll()
                .pathMatchers(HttpMethod.GET, NOTICES)
                .permitAll()
                .pathMatchers(INBOUND)
                .permitAll()
                .pathMatchers(HttpMethod.GET, CALENDARS)
                .permitAll()
                .pathMatchers("/api/**")
                .authenticated()
                .pathMatchers(HEALTH)
                .permitAll()
                .pathMatchers("/actuator/**")
                .hasAuthority(Role.ADMIN.name())
                .anyExchange()
                .permitAll())
        .build();
  }

  /**
   * A path that tries to be clever ({@code ..}, {@code //}, encoded slashes) is refused in words.
   */
  @Bean
  ServerExchangeRejectedHandler rejectedPaths() {
    return (exchange, rejection) ->
        Mono.error(
            Problems.badRequest(
                new LocalText(
                    "请求路径或请求头含有不允许的字符。",
                    "Expected a plain path and plain headers, but: " + rejection.getMessage()),
                List.of()));
  }

  private static Converter<Jwt, Mono<AbstractAuthenticationToken>> caller() {
    return token -> {
      List<String> named = token.getClaimAsStringList("roles");
      List<String> roles = named == null ? List.of() : named;
      return Mono.just(
          new JwtAuthenticationToken(
              token, roles.stream().map(SimpleGrantedAuthority::new).toList()));
    };
  }

  private static ServerAccessDeniedHandler denied() {
    return (exchange, refusal) ->
        Mono.error(
            Problems.forbidden(
                new LocalText("您的账号不能访问此路径。", "Expected an administrator, but you are not.")));
  }
}
