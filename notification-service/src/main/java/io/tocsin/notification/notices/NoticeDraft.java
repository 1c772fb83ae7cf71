package io.tocsin.notification.notices;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Makes a notice of what a person posts, or says what is wrong with it. */
@Component
final class NoticeDraft {

  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 4000;

  private final NoticeStore store;
  private final Audiences audiences;
  private final Directory directory;

  NoticeDraft(NoticeStore store, Audiences audiences, Directory directory) {
    this.store = store;
    this.audiences = audiences;
    this.directory = directory;
  }

  /**
   * What is posted.
   *
   * @param title a text for both languages, or {@code {zh, en}}; {@code body} likewise
   * @param audience ALL_UNITS, AFFECTED_UNITS, TEAM, VENDORS, or an array of unit codes
   * @param system what the notice is about, by code; by default what its incident is about
   */
  record Body(
      NoticeType type,
      JsonNode title,
      JsonNode body,
      JsonNode audience,
      List<Channel> channels,
      @Nullable String incidentId,
      @Nullable String refersTo,
      @Nullable String system,
      @Nullable Instant expiresAt,
      @Nullable Severity severity,
      @Nullable Boolean exercise) {}

  /** Another wording of a notice; shapes as in {@link Body}. */
  record Wording(JsonNode title, JsonNode body, @Nullable Instant expiresAt) {}

  Mono<Notice> notice(String id, Body body, Caller caller, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Words title = words("title", body.title(), LONGEST_TITLE, errors);
    Words text = words("body", body.body(), LONGEST_BODY, errors);
    if (body.channels().isEmpty()) {
      errors.add(error("channels", "应至少有一个渠道", "Expected at least one channel"));
    }
    end(body.expiresAt(), now, errors);
    if (body.system() != null && !directory.current().systems().containsKey(body.system())) {
      errors.add(
          error(
              "system",
              "应为已有系统的代码,但收到 " + body.system(),
              "Expected the code of a system, but got " + body.system()));
    }
    return audiences
        .find(body, errors)
        .flatMap(to -> refersTo(body, to, errors).thenReturn(to))
        .zipWith(audiences.system(body).map(Optional::of).defaultIfEmpty(Optional.empty()))
        .map(found -> {
          refuse(errors);
          return new Notice(
              id,
              0,
              "",
              body.type(),
              Origin.POSTED,
              body.incidentId(),
              body.refersTo(),
              found.getT2().orElse(null),
              title,
              text,
              found.getT1(),
              new LinkedHashSet<>(body.channels()),
              body.severity(),
              Boolean.TRUE.equals(body.exercise()),
              caller.id(),
              null,
              Revision.FIRST,
              now,
              body.expiresAt(),
              null);
        });
  }

  /** The notice in its new words, or what is wrong with them. */
  Notice revised(Notice notice, Wording wording, Caller caller, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Words title = words("title", wording.title(), LONGEST_TITLE, errors);
    Words body = words("body", wording.body(), LONGEST_BODY, errors);
    end(wording.expiresAt(), now, errors);
    refuse(errors);
    return notice.revised(
        title, body, wording.expiresAt(), notice.revision().next(now, caller.name()));
  }

  /** A restoration refers to its suspension and reaches everybody who got that. */
  private Mono<Void> refersTo(Body body, Addressed to, List<FieldError> errors) {
    String id = body.refersTo();
    if (id == null) {
      if (body.type() == NoticeType.RESTORATION) {
        errors.add(
            error(
                "refersTo",
                "恢复公告应指明对应的暂停通知,但没有",
                "Expected the suspension that the restoration ends, but there is none"));
      }
      return Mono.empty();
    }
    return store
        .find(id)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .doOnNext(found -> {
          if (found.isEmpty()) {
            errors.add(
                error(
                    "refersTo",
                    "应为已有公告的标识,但收到 " + id,
                    "Expected the id of a notice, but got " + id));
          } else if (body.type() == NoticeType.RESTORATION) {
            ends(found.get(), to, errors);
          }
        })
        .then();
  }

  private static void ends(Notice suspension, Addressed to, List<FieldError> errors) {
    if (suspension.type() != NoticeType.SUSPENSION) {
      errors.add(
          error(
              "refersTo",
              "恢复公告应对应暂停通知,但 " + suspension.number() + " 不是",
              "Expected a suspension for a restoration to refer to, but "
                  + suspension.number()
                  + " is "
                  + suspension.type()));
    }
    Set<String> missing = new TreeSet<>(suspension.units());
    missing.removeAll(to.units());
    if (!missing.isEmpty()) {
      errors.add(
          error(
              "audience",
              "应包括收到暂停通知的所有单位,但缺少 " + String.join("、", missing),
              "Expected all units that got the suspension, but these are missing: "
                  + String.join(", ", missing)));
    }
  }

  private static void end(@Nullable Instant end, Instant now, List<FieldError> errors) {
    if (end != null && !end.isAfter(now)) {
      errors.add(
          error("expiresAt", "应为将来的时间,但收到 " + end, "Expected a time to come, but got " + end));
    }
  }

  private static Words words(String field, JsonNode node, int longest, List<FieldError> errors) {
    Words words =
        node.isString()
            ? new Words(node.asString(), node.asString())
            : new Words(node.path("zh").asString(""), node.path("en").asString(""));
    if (words.zh().isBlank() || words.en().isBlank()) {
      errors.add(error(field, "应为文本或 {zh, en} 两种文本", "Expected a text, or both texts as {zh, en}"));
    }
    if (words.zh().length() > longest || words.en().length() > longest) {
      errors.add(
          error(field, "应不超过 " + longest + " 个字符", "Expected up to " + longest + " characters"));
    }
    return words;
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Problems.badRequest(errors.getFirst().message(), errors);
    }
  }

  static FieldError error(String field, String zh, String en) {
    return new FieldError(field, new LocalText(zh, en));
  }
}
