package io.tocsin.notification.templates;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.SmsText;
import io.tocsin.notification.sending.SmsProperties;
import io.tocsin.notification.templates.SavedTemplate.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The templates: read by all who respond, changed by leaders, tried before they are saved. */
@RestController
@RequestMapping("/api/v1/templates")
final class TemplatesController {

  private final Templates templates;
  private final NoticeSamples samples;
  private final SmsProperties properties;

  TemplatesController(Templates templates, NoticeSamples samples, SmsProperties properties) {
    this.templates = templates;
    this.properties = properties;
    this.samples = samples;
  }

  /** What is saved. */
  record Body(@Nullable String subject, String body) {}

  /**
   * What is to be shown: the saved template, or the one given here, with sample values or those of
   * a notice.
   */
  record Trial(
      @Nullable String subject,
      @Nullable String body,
      @Nullable String noticeId,
      @Nullable String incidentId,
      @Nullable Boolean exercise) {}

  /**
   * A template.
   *
   * @param version 0 for the shipped text
   * @param shipped whether the text is the one that the product comes with
   */
  record View(
      MessageKind kind,
      Channel channel,
      String language,
      @Nullable String subject,
      String body,
      int version,
      boolean shipped,
      @Nullable Instant changedAt,
      @Nullable String changedBy,
      Collection<Named> placeholders) {}

  /** A placeholder by its two names, and whether the text must have it. */
  record Named(String zh, String en, boolean mandatory) {}

  /**
   * A message as it would go out.
   *
   * @param text an SMS with the signature, as it is paid for
   * @param length in characters
   * @param parts SMS only: how many are paid for; {@code encoding} likewise
   * @param complete false where a value is missing: then the notice's own words go out
   */
  record Preview(
      @Nullable String subject,
      String text,
      int length,
      @Nullable Integer parts,
      @Nullable String encoding,
      boolean complete) {}

  @GetMapping
  Mono<PageOf<View>> list() {
    return reader()
        .map(caller -> new PageOf<>(templates.keys().stream().map(this::view).toList(), null));
  }

  @GetMapping("/{kind}/{channel}/{lang}")
  Mono<ResponseEntity<View>> read(
      @PathVariable String kind, @PathVariable String channel, @PathVariable String lang) {
    return reader().map(caller -> answer(key(kind, channel, lang)));
  }

  /** The newest last; a version without a body went back to the shipped text. */
  @GetMapping("/{kind}/{channel}/{lang}/versions")
  Mono<PageOf<Version>> versions(
      @PathVariable String kind, @PathVariable String channel, @PathVariable String lang) {
    return reader()
        .map(caller -> {
          SavedTemplate history = templates.history(key(kind, channel, lang));
          return new PageOf<>(history == null ? List.of() : history.versions(), null);
        });
  }

  @PutMapping("/{kind}/{channel}/{lang}")
  Mono<ResponseEntity<View>> save(
      @PathVariable String kind,
      @PathVariable String channel,
      @PathVariable String lang,
      @RequestBody Body body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Template.Key key = key(kind, channel, lang);
    return writer()
        .flatMap(caller -> {
          Template template = new Template(key, body.subject(), body.body());
          refuse(TemplateCheck.errors(template));
          return templates.save(key, template, ifMatch, caller.name());
        })
        .map(stored -> answer(key));
  }

  /** Back to the text that the product comes with; what was saved stays in the versions. */
  @PostMapping("/{kind}/{channel}/{lang}/reset")
  Mono<ResponseEntity<View>> reset(
      @PathVariable String kind,
      @PathVariable String channel,
      @PathVariable String lang,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Template.Key key = key(kind, channel, lang);
    return writer()
        .flatMap(caller -> templates.save(key, null, ifMatch, caller.name()))
        .map(stored -> answer(key));
  }

  @PostMapping("/{kind}/{channel}/{lang}/preview")
  Mono<Preview> preview(
      @PathVariable String kind,
      @PathVariable String channel,
      @PathVariable String lang,
      @RequestBody(required = false) @Nullable Trial trial) {
    Template.Key key = key(kind, channel, lang);
    Template saved = templates.current(key);
    Template shown =
        trial == null || trial.body() == null
            ? saved
            : new Template(key, trial.subject(), trial.body());
    return reader()
        .flatMap(caller -> {
          refuse(TemplateCheck.errors(shown));
          return samples.values(
              key.kind().name(),
              key.language(),
              trial == null ? null : trial.noticeId(),
              trial == null ? null : trial.incidentId());
        })
        .map(values ->
            preview(shown, values, trial != null && Boolean.TRUE.equals(trial.exercise())));
  }

  private Preview preview(
      Template template, Function<Placeholder, @Nullable String> values, boolean exercise) {
    Language language = template.key().language();
    return Templates.render(template, values)
        .map(rendered -> {
          String subject = rendered.subject();
          boolean bySms = template.key().channel() == Channel.SMS;
          String signature = bySms ? properties.signature() : "";
          String text = Content.marked(exercise, language, rendered.body()) + signature;
          SmsText sms = bySms ? SmsText.of(text) : null;
          return new Preview(
              subject == null ? null : Content.marked(exercise, language, subject),
              text,
              text.codePointCount(0, text.length()),
              sms == null ? null : sms.parts().size(),
              sms == null ? null : sms.encoding().name(),
              true);
        })
        .orElseGet(() -> new Preview(null, "", 0, null, null, false));
  }

  private ResponseEntity<View> answer(Template.Key key) {
    View view = view(key);
    return ResponseEntity.ok().eTag(ETags.of(view.version())).body(view);
  }

  private View view(Template.Key key) {
    Template template = templates.current(key);
    SavedTemplate history = templates.history(key);
    Version version = history == null ? null : history.current();
    return new View(
        key.kind(),
        key.channel(),
        key.language().name().toLowerCase(Locale.ROOT),
        template.subject(),
        template.body(),
        version == null ? 0 : version.number(),
        version == null || version.body() == null,
        version == null ? null : version.at(),
        version == null ? null : version.by(),
        key.kind().allowed().stream()
            .map(p -> new Named(p.zh(), p.en(), key.kind().mandatory().contains(p)))
            .toList());
  }

  private static Mono<Caller> reader() {
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR));
  }

  private static Mono<Caller> writer() {
    return Caller.current().map(c -> c.require(Role.LEADER));
  }

  private static Template.Key key(String kind, String channel, String lang) {
    MessageKind known = named(MessageKind.values(), kind);
    Channel by = known == null ? null : named(known.channels().toArray(Channel[]::new), channel);
    Language language = named(Language.values(), lang);
    if (known == null || by == null || language == null) {
      throw Problems.notFound(
          new LocalText(
              "没有模板 " + kind + "/" + channel + "/" + lang,
              "Expected a kind of "
                  + Arrays.toString(MessageKind.values())
                  + ", a channel that it goes by"
                  + (known == null ? "" : " of " + known.channels())
                  + " and a language of [zh, en], but got "
                  + kind
                  + "/"
                  + channel
                  + "/"
                  + lang));
    }
    return new Template.Key(known, by, language);
  }

  private static <E extends Enum<E>> @Nullable E named(E[] all, String name) {
    return Arrays.stream(all).filter(e -> e.name().equalsIgnoreCase(name)).findFirst().orElse(null);
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Problems.badRequest(errors.getFirst().message(), errors);
    }
  }
}
