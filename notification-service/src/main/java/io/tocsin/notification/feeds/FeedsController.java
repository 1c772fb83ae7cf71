package io.tocsin.notification.feeds;

import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.kit.web.Languages;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice;
import io.tocsin.notification.notices.PostedNotices;
import io.tocsin.notification.notices.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The board as feeds. Whoever asks again says what they have by {@code If-None-Match} and is
 * answered 304 as long as nothing changed.
 */
@RestController
final class FeedsController {

  private static final MediaType ATOM =
      new MediaType("application", "atom+xml", StandardCharsets.UTF_8);
  private static final MediaType JSON_FEED = new MediaType("application", "feed+json");
  private static final MediaType CAP =
      new MediaType("application", "cap+xml", StandardCharsets.UTF_8);

  private final PostedNotices notices;
  private final Directory directory;
  private final FeedProperties properties;
  private final JsonMapper json;

  FeedsController(
      PostedNotices notices, Directory directory, FeedProperties properties, JsonMapper json) {
    this.notices = notices;
    this.directory = directory;
    this.properties = properties;
    this.json = json;
  }

  @GetMapping("/api/v1/feeds/notices.atom")
  Mono<Void> atom(
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String lang,
      ServerWebExchange exchange) {
    return feed(unit, lang, exchange)
        .flatMap(feed -> answer(exchange, ATOM, AtomFeed.write(feed), feed.language()));
  }

  @GetMapping("/api/v1/feeds/notices.json")
  Mono<Void> json(
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String lang,
      ServerWebExchange exchange) {
    return feed(unit, lang, exchange)
        .flatMap(feed ->
            answer(
                exchange, JSON_FEED, json.writeValueAsBytes(JsonFeed.of(feed)), feed.language()));
  }

  /** One notice as it stands now. */
  @GetMapping("/api/v1/feeds/cap/{id}.xml")
  Mono<Void> alert(@PathVariable String id, ServerWebExchange exchange) {
    return notices
        .find(id)
        .flatMap(notice ->
            Mono.zip(notices.followed(notice), notices.before(notice))
                .flatMap(past ->
                    answer(
                        exchange, CAP, alert(notice, past.getT1(), past.getT2()).write(), null)));
  }

  private Mono<Feed> feed(
      @Nullable String unit, @Nullable String lang, ServerWebExchange exchange) {
    Language language =
        Language.of(lang == null ? Languages.of(exchange.getRequest()).toLanguageTag() : lang);
    String concerned = unit == null || unit.isBlank() ? null : unit;
    DirectorySnapshot now = directory.current();
    OrganisationV1 organisation = now.organisation();
    return notices
        .latest(concerned, properties.entries())
        .map(found ->
            new Feed(
                organisation == null ? null : organisation.name(),
                concerned,
                concerned == null ? null : name(concerned, language, now),
                language,
                found,
                properties));
  }

  private CapAlert alert(Notice notice, List<Notice> followed, List<Revision> before) {
    DirectorySnapshot now = directory.current();
    OrganisationV1 organisation = now.organisation();
    Map<String, Words> units = new HashMap<>();
    notice
        .units()
        .forEach(code ->
            units.put(code, new Words(name(code, Language.ZH, now), name(code, Language.EN, now))));
    ManagedSystemV1 system = notice.system() == null ? null : now.systems().get(notice.system());
    ZoneId zone = organisation == null ? ZoneOffset.UTC : organisation.timeZone();
    return new CapAlert(
        notice,
        followed,
        before,
        properties.sender(),
        organisation == null ? null : organisation.name(),
        units,
        system == null
            ? null
            : new Words(
                system.name(), system.englishName() == null ? system.name() : system.englishName()),
        properties.link("/widget/#" + notice.id()),
        zone);
  }

  private static String name(String code, Language language, DirectorySnapshot now) {
    UnitV1 unit = now.units().get(code);
    if (unit == null) {
      return code;
    }
    String english = unit.englishName();
    return language == Language.ZH || english == null ? unit.name() : english;
  }

  /**
   * The tag is made of the octets, so that any difference shows, also of names. There is no date
   * beside it: two changes within its second, or a name changed, would pass for none.
   */
  private static Mono<Void> answer(
      ServerWebExchange exchange, MediaType type, byte[] octets, @Nullable Language language) {
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    CacheControl fresh = CacheControl.maxAge(Duration.ofSeconds(15)).mustRevalidate();
    // must-revalidate alone lets a cache before the platform keep it for those without a token.
    boolean known = exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    headers.setCacheControl(known ? fresh.cachePrivate() : fresh);
    headers.setVary(List.of(HttpHeaders.ACCEPT_LANGUAGE));
    if (language != null) {
      headers.set(HttpHeaders.CONTENT_LANGUAGE, language.tag());
    }
    if (exchange.checkNotModified("\"" + DigestUtils.md5DigestAsHex(octets) + "\"")) {
      return response.setComplete();
    }
    headers.setContentType(type);
    headers.setContentLength(octets.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(octets)));
  }
}
