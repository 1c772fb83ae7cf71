package io.tocsin.roster.lookahead;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.Languages;
import io.tocsin.roster.domain.Gap;
import io.tocsin.roster.oncall.Contacts;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.QueryTimes;
import io.tocsin.roster.oncall.QueryTimes.Interval;
import io.tocsin.roster.oncall.Roster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/v1/roster/gaps}: what keeps a post from being answered, or might. */
@RestController
class GapsController {

  private static final Duration LONGEST = Duration.ofDays(100);

  private final CurrentRoster roster;
  private final LookAheadProperties properties;
  private final Clock clock;

  GapsController(CurrentRoster roster, LookAheadProperties properties, Clock clock) {
    this.roster = roster;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * One trouble.
   *
   * @param personId whom it is about; null where it is about nobody
   * @param reason in the language of the request
   */
  record GapView(
      Gap.Kind kind,
      String post,
      @Nullable String unit,
      @Nullable String schedule,
      String role,
      @Nullable String personId,
      @Nullable String name,
      Instant from,
      Instant until,
      String reason) {}

  record GapsView(Instant from, Instant to, List<GapView> items) {}

  @GetMapping("/api/v1/roster/gaps")
  Mono<GapsView> gaps(
      ServerHttpRequest request,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String post) {
    Instant now = clock.instant();
    Interval wanted = QueryTimes.interval(from, to, now, properties.ahead(), LONGEST);
    Locale locale = Languages.of(request);
    return Mono.zip(Caller.current(), roster.current())
        .map(t -> {
          Gaps gaps = new Gaps(t.getT2(), properties.unverifiedAfter(), now);
          boolean contacts = Contacts.visibleTo(t.getT1());
          List<GapView> items =
              gaps.between(wanted.from(), wanted.to()).stream()
                  .filter(gap -> post == null || gap.post().equals(post))
                  .map(gap -> view(gap, gaps, contacts, locale))
                  .toList();
          return new GapsView(wanted.from(), wanted.to(), items);
        })
        .defaultIfEmpty(new GapsView(wanted.from(), wanted.to(), List.of()));
  }

  private static GapView view(Gap gap, Gaps gaps, boolean contacts, Locale locale) {
    Roster roster = gaps.roster();
    String person = gap.person();
    LocalText reason =
        gap.kind() == Gap.Kind.UNVERIFIED && !contacts
            ? new LocalText("联络方式未验证", "contact points not verified")
            : gaps.reason(gap);
    return new GapView(
        gap.kind(),
        gap.post(),
        gap.unit(),
        gap.schedule(),
        gap.role().name(),
        person,
        person == null ? null : roster.nameOf(person),
        gap.from(),
        gap.until(),
        reason.in(locale));
  }
}
