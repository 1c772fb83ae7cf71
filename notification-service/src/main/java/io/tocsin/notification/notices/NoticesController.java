package io.tocsin.notification.notices;

import com.mongodb.client.model.Filters;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Language;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The board: listed, read and written. A widget reads it below {@code /widget}. */
@RestController
final class NoticesController {

  private static final String LIST = "notices";
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  private final NoticeStore store;
  private final NoticeBoard board;
  private final NoticeDraft draft;
  private final NoticeViews views;
  private final ReadAccess access;
  private final Ids ids;
  private final Clock clock;

  NoticesController(
      NoticeStore store,
      NoticeBoard board,
      NoticeDraft draft,
      NoticeViews views,
      ReadAccess access,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.board = board;
    this.draft = draft;
    this.views = views;
    this.access = access;
    this.ids = ids;
    this.clock = clock;
  }

  /** The newest first. Without a token only what is posted on the intranet. */
  @GetMapping({"/api/v1/notices", "/widget/notices"})
  Mono<PageOf<NoticeView>> list(
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable NoticeType type,
      @RequestParam(required = false) @Nullable String incident,
      @RequestParam(required = false) @Nullable Boolean active,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request) {
    int most = limit == null ? DEFAULT_LIMIT : Math.clamp(limit, 1, MOST);
    Language language = language(lang, request);
    return access
        .check()
        .flatMapMany(
            known -> store.list(filter(unit, type, incident, active, cursor, !known), most + 1))
        .collectList()
        .flatMap(found -> {
          boolean more = found.size() > most;
          List<Notice> shown = more ? found.subList(0, most) : found;
          return views
              .of(shown, language)
              .map(items -> new PageOf<>(items, more ? cursorAfter(shown.getLast()) : null));
        });
  }

  /**
   * One notice; its tag is what {@code If-Match} asks for. No {@code ResponseEntity}: with a tag
   * Spring answers 304 by itself, and counts and withdrawals change beneath the same revision.
   */
  @GetMapping({"/api/v1/notices/{id}", "/widget/notices/{id}"})
  Mono<NoticeView> read(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    return access
        .check()
        .flatMap(known -> store.find(id).filter(notice -> known || notice.posted()))
        .switchIfEmpty(Mono.error(() -> unknown(id)))
        .flatMap(notice -> views.of(notice, language(lang, request)))
        .doOnNext(view -> response.getHeaders().setETag(ETags.of(view.revision())));
  }

  static ProblemException unknown(String id) {
    return Problems.notFound(new LocalText("没有公告 " + id, "There is no notice " + id));
  }

  /** Issues a notice; the same idempotency key again answers with the notice that it made. */
  @PostMapping("/api/v1/notices")
  Mono<ResponseEntity<NoticeView>> post(
      @RequestBody NoticeDraft.Body body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request) {
    return access
        .caller()
        .map(caller -> caller.require(Role.LEADER, Role.DUTY_LEAD))
        .flatMap(caller -> draft.notice(id(caller, key), body, caller, clock.instant()))
        .flatMap(notice -> board.post(notice).then(Mono.defer(() -> store.find(notice.id()))))
        .flatMap(stored -> views.of(stored, language(lang, request)))
        .map(view -> ResponseEntity.created(URI.create("/api/v1/notices/" + view.id())).body(view));
  }

  private String id(Caller caller, @Nullable String key) {
    return key == null ? ids.next() : Ids.derived("notice", caller.id(), key);
  }

  private Bson filter(
      @Nullable String unit,
      @Nullable NoticeType type,
      @Nullable String incident,
      @Nullable Boolean active,
      @Nullable String cursor,
      boolean postedOnly) {
    List<Bson> all = new ArrayList<>();
    if (unit != null && !unit.isBlank()) {
      all.add(Filters.eq(NoticeDocument.UNITS, unit));
    }
    if (type != null) {
      all.add(Filters.eq(NoticeDocument.TYPE, type.name()));
    }
    if (incident != null && !incident.isBlank()) {
      all.add(Filters.eq(NoticeDocument.INCIDENT, incident));
    }
    if (active != null) {
      Bson holds = NoticeStore.holds(clock.instant());
      all.add(active ? holds : Filters.nor(holds));
    }
    if (postedOnly) {
      all.add(NoticeStore.posted());
    }
    if (cursor != null) {
      all.add(older(Cursors.read(LIST, cursor)));
    }
    return all.isEmpty() ? Filters.empty() : Filters.and(all);
  }

  private static Bson older(List<String> last) {
    Date at = Date.from(Instant.ofEpochMilli(Long.parseLong(last.getFirst())));
    return Filters.or(
        Filters.lt(NoticeDocument.ISSUED_AT, at),
        Filters.and(Filters.eq(NoticeDocument.ISSUED_AT, at), Filters.lt("_id", last.getLast())));
  }

  private static String cursorAfter(Notice last) {
    return Cursors.write(LIST, String.valueOf(last.issuedAt().toEpochMilli()), last.id());
  }

  static Language language(@Nullable String lang, ServerHttpRequest request) {
    return lang == null ? Language.of(Languages.of(request).toLanguageTag()) : Language.of(lang);
  }
}
