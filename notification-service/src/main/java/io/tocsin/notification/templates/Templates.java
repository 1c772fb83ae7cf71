package io.tocsin.notification.templates;

import com.mongodb.client.model.Filters;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.rounds.Rounds;
import io.tocsin.notification.templates.SavedTemplate.Version;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The templates as they hold now: what was saved, else what the product comes with. Kept in memory,
 * because every message asks; what another instance saved is seen within seconds.
 */
@Component
public final class Templates extends Rounds {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int ALL = 1000;

  private final Map<Template.Key, Template> shipped = ShippedTemplates.read();
  private final Map<String, SavedTemplate> saved = new ConcurrentHashMap<>();
  private final AggregateStore<SavedTemplate> store;
  private final Clock clock;

  Templates(AggregateStores stores, Clock clock) {
    super(LOOK);
    this.store =
        stores.open(
            "templates", JacksonStateCodec.of(SavedTemplate.class, t -> Map.of()), 1, List.of());
    this.clock = clock;
  }

  /**
   * A notice in the words of its template.
   *
   * @param values null where there is none
   * @return empty when the template needs a value that is missing: then the notice's own words say
   *     it
   */
  public Optional<Rendered> notice(
      NoticeType type,
      Channel channel,
      Language language,
      Function<Placeholder, @Nullable String> values) {
    return render(current(new Template.Key(MessageKind.of(type), channel, language)), values);
  }

  /**
   * A page in the words of its template.
   *
   * @return empty when the channel has none for pages, or it needs a value that is missing
   */
  public Optional<Rendered> page(
      Channel channel, Language language, Function<Placeholder, @Nullable String> values) {
    return MessageKind.PAGE.channels().contains(channel)
        ? render(current(new Template.Key(MessageKind.PAGE, channel, language)), values)
        : Optional.empty();
  }

  /** Several notices in one SMS. */
  public Optional<Rendered> digest(
      Language language, Function<Placeholder, @Nullable String> values) {
    return render(current(new Template.Key(MessageKind.DIGEST, Channel.SMS, language)), values);
  }

  /** Each SMS with sample values, by the name of its kind and language. */
  public Mono<Map<String, String>> smsSamples() {
    return round().then(Mono.fromSupplier(this::samples));
  }

  private Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    for (Template.Key key : keys()) {
      if (key.channel() == Channel.SMS) {
        boolean chinese = key.language() == Language.ZH;
        render(current(key), Placeholder.samples(chinese))
            .ifPresent(text -> samples.put(key.kind() + " " + key.language(), text.body()));
      }
    }
    return samples;
  }

  static Optional<Rendered> render(
      Template template, Function<Placeholder, @Nullable String> values) {
    String subject = template.subject();
    TemplateText body = TemplateText.parse(template.body()).text();
    if (body == null) {
      return Optional.empty();
    }
    if (subject == null) {
      return body.render(values).map(text -> new Rendered(null, text));
    }
    TemplateText head = TemplateText.parse(subject).text();
    return head == null
        ? Optional.empty()
        : head.render(values).flatMap(s -> body.render(values).map(text -> new Rendered(s, text)));
  }

  Template current(Template.Key key) {
    SavedTemplate known = saved.get(key.id());
    Template own = shipped(key);
    if (known == null) {
      return own;
    }
    Version version = known.current();
    return version.body() == null ? own : new Template(key, version.subject(), version.body());
  }

  Template shipped(Template.Key key) {
    return Objects.requireNonNull(shipped.get(key), key::id);
  }

  /** Null where nobody ever changed it. */
  @Nullable SavedTemplate history(Template.Key key) {
    return saved.get(key.id());
  }

  /** In the order of kinds, channels and languages. */
  List<Template.Key> keys() {
    List<Template.Key> all = new ArrayList<>();
    for (MessageKind kind : MessageKind.values()) {
      for (Channel channel : kind.channels()) {
        for (Language language : Language.values()) {
          all.add(new Template.Key(kind, channel, language));
        }
      }
    }
    return all;
  }

  /**
   * Saves a wording, or without one goes back to the shipped text.
   *
   * @param ifMatch the version that was read; null to write in any case
   */
  Mono<SavedTemplate> save(
      Template.Key key, @Nullable Template to, @Nullable String ifMatch, String by) {
    return store
        .update(key.id(), loaded -> change(key, loaded, to, ifMatch, by))
        .map(loaded -> Objects.requireNonNull(loaded.state()))
        .doOnNext(state -> saved.put(key.id(), state));
  }

  private Change<SavedTemplate> change(
      Template.Key key,
      Loaded<SavedTemplate> loaded,
      @Nullable Template to,
      @Nullable String ifMatch,
      String by) {
    SavedTemplate known = loaded.state();
    int before = known == null ? 0 : known.current().number();
    ETags.requireCurrent(ifMatch, before);
    Version version =
        new Version(
            before + 1,
            to == null ? null : to.subject(),
            to == null ? null : to.body(),
            clock.instant(),
            by);
    SavedTemplate next =
        known == null ? new SavedTemplate(key.id(), List.of(version)) : known.with(version);
    return new Change<>(loaded, next, List.of(), List.of());
  }

  @Override
  protected Mono<Void> round() {
    return store
        .find(Filters.empty(), null, ALL)
        .doOnNext(loaded -> {
          SavedTemplate state = loaded.state();
          if (state != null) {
            saved.put(loaded.id(), state);
          }
        })
        .then();
  }
}
