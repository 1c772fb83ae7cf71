package io.tocsin.notification.notices;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
  private final Directory directory;

  NoticeDraft(NoticeStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /**
   * What is posted.
   *
   * @param title a text for both languages, or {@code {zh, en}}; {@code body} likewise
   * @param audience ALL_UNITS, AFFECTED_UNITS, or an array of unit codes
   */
  record Body(
      NoticeType type,
      JsonNode title,
      JsonNode body,
      JsonNode audience,
      List<Channel> channels,
      @Nullable String incidentId,
      @Nullable String refersTo,
      @Nullable Instant expiresAt,
      @Nullable Severity severity,
      @Nullable Boolean exercise) {}

  Mono<Notice> notice(String id, Body body, Caller caller, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Words title = words("title", body.title(), LONGEST_TITLE, errors);
    Words text = words("body", body.body(), LONGEST_BODY, errors);
    if (body.channels().isEmpty()) {
      errors.add(error("channels", "应至少有一个渠道", "Expected at least one channel"));
    }
    if (body.expiresAt() != null && !body.expiresAt().isAfter(now)) {
      errors.add(
          error(
              "expiresAt",
              "应为将来的时间,但收到 " + body.expiresAt(),
              "Expected a time to come, but got " + body.expiresAt()));
    }
    return audience(body, errors)
        .map(units -> {
          refuse(errors);
          return new Notice(
              id,
              0,
              "",
              body.type(),
              body.incidentId(),
              body.refersTo(),
              title,
              text,
              units,
              new LinkedHashSet<>(body.channels()),
              body.severity(),
              Boolean.TRUE.equals(body.exercise()),
              caller.id(),
              now,
              body.expiresAt(),
              null);
        });
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

  private Mono<Set<String>> audience(Body body, List<FieldError> errors) {
    DirectorySnapshot now = directory.current();
    JsonNode audience = body.audience();
    if (audience.isArray()) {
      return Mono.just(listed(audience, now, errors));
    }
    String name = audience.isString() ? audience.asString() : "";
    if (name.equals(Audience.ALL_UNITS.name())) {
      return Mono.just(new LinkedHashSet<>(now.baseUnits()));
    }
    if (name.equals(Audience.AFFECTED_UNITS.name()) && body.incidentId() != null) {
      return affected(body.incidentId(), errors);
    }
    errors.add(
        error(
            "audience",
            "应为 ALL_UNITS、AFFECTED_UNITS(须有 incidentId)或单位代码数组,但收到 " + audience,
            "Expected ALL_UNITS, AFFECTED_UNITS with an incidentId, or an array of unit codes, but"
                + " got "
                + audience));
    return Mono.just(Set.of());
  }

  private static Set<String> listed(
      JsonNode audience, DirectorySnapshot now, List<FieldError> errors) {
    Set<String> units = new LinkedHashSet<>();
    for (int i = 0; i < audience.size(); i++) {
      String code = audience.path(i).asString("");
      if (!now.units().containsKey(code)) {
        errors.add(
            error(
                "audience[" + i + "]",
                "应为已有单位的代码,但收到 " + audience.path(i),
                "Expected the code of a unit, but got " + audience.path(i)));
      }
      units.add(code);
    }
    if (units.isEmpty()) {
      errors.add(error("audience", "应至少有一个单位", "Expected at least one unit"));
    }
    return units;
  }

  /** Whoever was told of the incident before: the notices that it issued itself name them. */
  private Mono<Set<String>> affected(String incidentId, List<FieldError> errors) {
    return store
        .list(com.mongodb.client.model.Filters.eq(NoticeDocument.INCIDENT, incidentId), 100)
        .collect(LinkedHashSet<String>::new, (units, notice) -> units.addAll(notice.units()))
        .map(units -> {
          if (units.isEmpty()) {
            errors.add(
                error(
                    "audience",
                    "该事件尚无公告,无法得知受影响单位,请列出单位代码",
                    "Expected earlier notices of the incident to know its units from, but there"
                        + " are none: list the codes"));
          }
          return units;
        });
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Problems.badRequest(errors.getFirst().message(), errors);
    }
  }

  private static FieldError error(String field, String zh, String en) {
    return new FieldError(field, new LocalText(zh, en));
  }
}
