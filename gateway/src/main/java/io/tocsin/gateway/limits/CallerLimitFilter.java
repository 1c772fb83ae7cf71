package io.tocsin.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells a caller that asks too often to wait. A caller is whom the token names, else the address;
 * each gateway counts for itself. Behind the security filters, because it needs the name.
 */
@Component
@Order(0)
class CallerLimitFilter implements WebFilter {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final LoadingCache<String, RateLimiter> callers;

  CallerLimitFilter(LimitsProperties properties) {
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitForPeriod(properties.callsPerSecond())
            .limitRefreshPeriod(PERIOD)
            .timeoutDuration(Duration.ZERO)
            .build();
    this.callers =
        Caffeine.newBuilder()
            .maximumSize(properties.callers())
            .expireAfterAccess(properties.forgetCallerAfter())
            .build(caller -> RateLimiter.of(caller, config));
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return ReactiveSecurityContextHolder.getContext()
        .mapNotNull(context -> context.getAuthentication())
        .map(authentication -> "person " + authentication.getName())
        .switchIfEmpty(Mono.fromSupplier(() -> "address " + addressOf(exchange)))
        .flatMap(caller ->
            callers.get(caller).acquirePermission()
                ? chain.filter(exchange)
                : Mono.error(tooMany(caller)));
  }

  private static String addressOf(ServerWebExchange exchange) {
    InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
    return remote == null || remote.getAddress() == null
        ? "unknown"
        : remote.getAddress().getHostAddress();
  }

  private ProblemException tooMany(String caller) {
    int allowed = callers.get(caller).getRateLimiterConfig().getLimitForPeriod();
    return new ProblemException(
        429,
        "too-many-requests",
        new LocalText("请求过于频繁", "Too many requests"),
        new LocalText(
            "每秒最多 " + allowed + " 次请求，请稍后再试。",
            "Expected at most " + allowed + " requests per second, but more came. Wait a second."),
        List.of(),
        List.of(),
        PERIOD);
  }
}
