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
import io.tocsin.notification.incidents.IncidentsKnown;
import io.tocsin.notification.incidents.IncidentsKnown.Known;
import io.tocsin.notification.notices.Notice.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
  private final IncidentsKnown incidents;
  private final Directory directory;

  NoticeDraft(
      NoticeStore store, Audiences audiences, IncidentsKnown incidents, Directory directory) {
    this.store = store;
    this.audiences = audiences;
    this.incidents = incidents;
    this.directory = directory;
  }

  /**
   * What is posted.
   *
   * @param title a text for both languages, or {@code {zh, en}}; {@code body} likewise
   * @param audience ALL_UNITS, AFFECTED_UNITS, TEAM, VENDORS, or an array of unit codes
   * @param incidentId of an incident that is known here
   * @param system what the notice is about, by code; by default what its incident is about
   * @param exercise a notice about a drill is one even where this is left out or wrong
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

  /** Whom it is for, and whether it is about a drill. */
  private record Meant(Addressed to, boolean exercise) {}

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
              "应为已有系统的代码，但收到 " + body.system(),
              "Expected the code of a system, but got " + body.system()));
    }
    return incident(body, errors)
        .then(Mono.defer(() -> audiences.find(body, errors)))
        .flatMap(to ->
            refersTo(body, to, errors)
                .flatMap(referred -> exercise(body, referred, errors))
                .map(exercise -> new Meant(to, exercise)))
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
              found.getT1().to(),
              new LinkedHashSet<>(body.channels()),
              body.severity(),
              found.getT1().exercise(),
              caller.id(),
              null,
              Revision.FIRST,
              now,
              body.expiresAt(),
              null);
        });
  }

  /**
   * A notice about an incident that is unknown would not stand with it, nor bear the mark of a
   * drill. One that was opened a moment ago is waited for; what is wrong anyway waits for nothing.
   */
  private Mono<Void> incident(Body body, List<FieldError> errors) {
    String id = body.incidentId();
    if (id == null) {
      return Mono.empty();
    }
    return (errors.isEmpty() ? incidents.findSoon(id) : incidents.find(id))
        .hasElement()
        .doOnNext(known -> {
          if (!known) {
            errors.add(
                error(
                    "incidentId",
                    "应为已有事件的标识，但此处尚无 " + id + "；刚立案的事件几秒后即可使用",
                    "Expected the id of an incident, but none is known here by "
                        + id
                        + "; one that was opened just now will be in seconds"));
          }
        })
        .then();
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

  /**
   * The mark of a drill cannot be left out by forgetting to say so, nor be put on what is real:
   * people would shrug it off.
   */
  private Mono<Boolean> exercise(Body body, Optional<Notice> referred, List<FieldError> errors) {
    String incident = body.incidentId();
    boolean said = Boolean.TRUE.equals(body.exercise());
    return (incident == null ? Mono.<Known>empty() : incidents.find(incident))
        .mapNotNull(Known::exercise)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .map(ofIncident -> {
          List<Boolean> about =
              Stream.of(ofIncident, referred.map(Notice::exercise))
                  .flatMap(Optional::stream)
                  .toList();
          boolean drill = about.contains(true);
          if (about.contains(false) && (drill || said)) {
            errors.add(
                error(
                    "exercise",
                    "应为真实故障的公告，但标为演练或与演练相关：两者不能混用",
                    "Expected a notice about a real fault, but it is marked as a drill or about one"
                        + " as well: the two never mix"));
          }
          return drill || said;
        });
  }

  /**
   * A restoration refers to its suspension and reaches everybody who got that.
   *
   * @return the notice that it refers to
   */
  private Mono<Optional<Notice>> refersTo(Body body, Addressed to, List<FieldError> errors) {
    String id = body.refersTo();
    if (id == null) {
      if (body.type() == NoticeType.RESTORATION) {
        errors.add(
            error(
                "refersTo",
                "恢复公告应指明对应的暂停通知，但没有",
                "Expected the suspension that the restoration ends, but there is none"));
      }
      return Mono.just(Optional.empty());
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
                    "应为已有公告的标识，但收到 " + id,
                    "Expected the id of a notice, but got " + id));
          } else if (body.type() == NoticeType.RESTORATION) {
            ends(found.get(), to, errors);
          }
        });
  }

  private static void ends(Notice suspension, Addressed to, List<FieldError> errors) {
    if (suspension.type() != NoticeType.SUSPENSION) {
      errors.add(
          error(
              "refersTo",
              "恢复公告应对应暂停通知，但 " + suspension.number() + " 不是",
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
              "应包括收到暂停通知的所有单位，但缺少 " + String.join("、", missing),
              "Expected all units that got the suspension, but these are missing: "
                  + String.join(", ", missing)));
    }
  }

  private static void end(@Nullable Instant end, Instant now, List<FieldError> errors) {
    if (end != null && !end.isAfter(now)) {
      errors.add(
          error("expiresAt", "应为将来的时间，但收到 " + end, "Expected a time to come, but got " + end));
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
