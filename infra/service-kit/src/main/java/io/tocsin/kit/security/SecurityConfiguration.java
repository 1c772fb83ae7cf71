package io.tocsin.kit.security;

import io.tocsin.kit.web.ProblemWriter;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtGrantedAuthoritiesConverterAdapter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import reactor.core.publisher.Mono;

/** Every request carries the gateway's token, except where nobody can have one. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableWebFluxSecurity
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

  private static final List<String> OPEN = List.of("/actuator/health/**", "/internal/**");

  @Bean
  @ConditionalOnMissingBean(ReactiveJwtDecoder.class)
  ReactiveJwtDecoder jwtDecoder(SecurityProperties properties, Clock clock) {
    if (properties.publicKey() == null) {
      return token ->
          Mono.error(
              new BadJwtException("Expected tocsin.security.public-key to be set, but it is not"));
    }
    NimbusReactiveJwtDecoder verifier =
        NimbusReactiveJwtDecoder.withPublicKey(PublicKeyFile.read(properties.publicKey()))
            .signatureAlgorithm(SignatureAlgorithm.RS256)
            .build();
    verifier.setJwtValidator(JwtValidators.createDefaultWithIssuer(properties.issuer()));
    return new VerifiedTokens(verifier, clock);
  }

  @Bean
  Callers callers(ReactiveJwtDecoder tokens) {
    return new Callers(tokens);
  }

  /**
   * The requests themselves are timed; an observation of each of a dozen filters at each of them is
   * read by nobody.
   */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  PlainPaths plainPaths() {
    return new PlainPaths();
  }

  @Bean
  @ConditionalOnMissingBean(SecurityWebFilterChain.class)
  SecurityWebFilterChain tocsinSecurity(
      ServerHttpSecurity http, SecurityProperties properties, ProblemWriter writer) {
    ProblemRefusals refusals = new ProblemRefusals(writer);
    ServerWebExchangeMatcher framed = matcher(properties.publicPaths());
    String[] open =
        Stream.concat(OPEN.stream(), properties.publicPaths().stream()).toArray(String[]::new);
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .headers(headers ->
            headers
                .frameOptions(ServerHttpSecurity.HeaderSpec.FrameOptionsSpec::disable)
                .cache(ServerHttpSecurity.HeaderSpec.CacheSpec::disable)
                .writer(new FramesUnlessPublic(framed)))
        .authorizeExchange(exchanges ->
            exchanges
                .pathMatchers(open)
                .permitAll()
                .pathMatchers("/actuator/**")
                .access(SecurityConfiguration::fromThisMachineOrAdmin)
                .anyExchange()
                .authenticated())
        .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .oauth2ResourceServer(server ->
            server
                .bearerTokenConverter(new BearerToken())
                .authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals)
                .jwt(jwt -> jwt.jwtAuthenticationConverter(roles())))
        .build();
  }

  private static ServerWebExchangeMatcher matcher(List<String> patterns) {
    return patterns.isEmpty()
        ? exchange -> ServerWebExchangeMatcher.MatchResult.notMatch()
        : ServerWebExchangeMatchers.pathMatchers(patterns.toArray(String[]::new));
  }

  private static ReactiveJwtAuthenticationConverter roles() {
    JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();
    authorities.setAuthoritiesClaimName("roles");
    authorities.setAuthorityPrefix("ROLE_");
    ReactiveJwtAuthenticationConverter converter = new ReactiveJwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(
        new ReactiveJwtGrantedAuthoritiesConverterAdapter(authorities));
    return converter;
  }

  private static Mono<AuthorizationResult> fromThisMachineOrAdmin(
      Mono<Authentication> authentication, AuthorizationContext context) {
    InetSocketAddress remote = context.getExchange().getRequest().getRemoteAddress();
    if (remote != null && remote.getAddress() != null && remote.getAddress().isLoopbackAddress()) {
      return Mono.just(new AuthorizationDecision(true));
    }
    return authentication
        .map(a ->
            new AuthorizationDecision(
                a.getAuthorities().stream()
                    .anyMatch(g -> ("ROLE_" + Role.ADMIN).equals(g.getAuthority()))))
        .cast(AuthorizationResult.class)
        .defaultIfEmpty(new AuthorizationDecision(false));
  }
}
