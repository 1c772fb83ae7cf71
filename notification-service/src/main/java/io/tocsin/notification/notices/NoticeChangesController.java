package io.tocsin.notification.notices;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A posted notice put in other words, or taken back. What was said before can always be read. */
@RestController
final class NoticeChangesController {

  private static final int LONGEST_REASON = 200;

  private final NoticeStore store;
  private final NoticeBoard board;
  private final NoticeDraft draft;
  private final NoticeViews views;
  private final ReadAccess access;
  private final Clock clock;

  NoticeChangesController(
      NoticeStore store,
      NoticeBoard board,
      NoticeDraft draft,
      NoticeViews views,
      ReadAccess access,
      Clock clock) {
    this.store = store;
    this.board = board;
    this.draft = draft;
    this.views = views;
    this.access = access;
    this.clock = clock;
  }

  /** Why a notice is taken back, in one text for both languages. */
  record Reason(String reason) {}

  /** One wording of a notice. */
  record RevisionView(
      int revision,
      Instant at,
      @Nullable String by,
      String title,
      String body,
      @Nullable Instant expiresAt) {

    static RevisionView of(Notice wording, Language language) {
      Instant at = wording.revision().at();
      return new RevisionView(
          wording.revision().number(),
          at == null ? wording.issuedAt() : at,
          wording.revision().by(),
          wording.title().in(language),
          wording.body().in(language),
          wording.expiresAt());
    }
  }

  /** The new wording takes the old one's place at once; what was sent is not sent again. */
  @PutMapping("/api/v1/notices/{id}")
  Mono<ResponseEntity<NoticeView>> revise(
      @PathVariable String id,
      @RequestBody NoticeDraft.Wording wording,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request) {
    return changeable(id)
        .flatMap(found -> {
          Notice notice = found.notice();
          ETags.requireCurrent(ifMatch, notice.revision().number());
          Notice revised = draft.revised(notice, wording, found.caller(), clock.instant());
          return board.revise(notice, revised).switchIfEmpty(Mono.error(() -> meanwhile(notice)));
        })
        .flatMap(stored -> views.of(stored, NoticesController.language(lang, request)))
        .map(view -> ResponseEntity.ok().eTag(ETags.of(view.revision())).body(view));
  }

  /** Taken back it shows no longer; what of it still waits to be sent is not sent. */
  @PostMapping("/api/v1/notices/{id}/withdraw")
  Mono<NoticeView> withdraw(
      @PathVariable String id,
      @RequestBody Reason reason,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request) {
    return changeable(id)
        .flatMap(found -> {
          String why = reason.reason().strip();
          if (why.isEmpty() || why.length() > LONGEST_REASON) {
            var message =
                new LocalText(
                    "应为不超过 " + LONGEST_REASON + " 个字符的理由",
                    "Expected a reason of up to " + LONGEST_REASON + " characters");
            return Mono.error(
                Problems.badRequest(
                    message,
                    List.of(new io.tocsin.kit.web.ProblemException.FieldError("reason", message))));
          }
          return board.withdraw(id, clock.instant(), new Words(why, why));
        })
        .then(Mono.defer(() -> store.find(id)))
        .flatMap(stored -> views.of(stored, NoticesController.language(lang, request)));
  }

  /** All wordings, the oldest first. */
  @GetMapping("/api/v1/notices/{id}/revisions")
  Mono<PageOf<RevisionView>> revisions(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request) {
    Language language = NoticesController.language(lang, request);
    return access
        .caller()
        .then(Mono.defer(() -> store.wordings(id)))
        .switchIfEmpty(Mono.error(() -> NoticesController.unknown(id)))
        .map(all ->
            new PageOf<>(all.stream().map(w -> RevisionView.of(w, language)).toList(), null));
  }

  private record Found(Caller caller, Notice notice) {}

  private Mono<Found> changeable(String id) {
    return access
        .caller()
        .map(caller -> caller.require(Role.LEADER, Role.DUTY_LEAD))
        .flatMap(caller -> store.find(id).map(notice -> new Found(caller, notice)))
        .switchIfEmpty(Mono.error(() -> NoticesController.unknown(id)))
        .doOnNext(found -> refuseUnlessChangeable(found.notice()));
  }

  private static void refuseUnlessChangeable(Notice notice) {
    if (notice.origin() == Origin.INCIDENT) {
      throw Problems.refused(
          new LocalText(
              "公告 " + notice.number() + " 由事件发布，应在事件中更改",
              "Expected a notice that was posted here, but "
                  + notice.number()
                  + " was issued by its incident: change it there"),
          List.of());
    }
    if (notice.withdrawal() != null) {
      throw Problems.refused(
          new LocalText(
              "公告 " + notice.number() + " 已撤回",
              "Expected a notice that holds, but " + notice.number() + " is withdrawn"),
          List.of());
    }
  }

  private static RuntimeException meanwhile(Notice notice) {
    return Problems.stale(
        new LocalText(
            "公告 " + notice.number() + " 已被他人更改",
            "Expected revision "
                + notice.revision().number()
                + " of "
                + notice.number()
                + ", but somebody has changed it meanwhile"));
  }
}
