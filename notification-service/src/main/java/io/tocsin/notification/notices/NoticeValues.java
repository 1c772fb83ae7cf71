package io.tocsin.notification.notices;

import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.templates.Placeholder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a notice has to say for each placeholder of a template; null where it says nothing. */
final class NoticeValues implements Function<Placeholder, @Nullable String> {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  /** A list of more units than this says nothing to anybody. */
  private static final int MOST_UNITS = 20;

  private final Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
  private final Language language;
  private final boolean chinese;
  private final ZoneId zone;
  private final Instant issuedAt;

  NoticeValues(Notice notice, Language language, DirectorySnapshot now) {
    OrganisationV1 organisation = now.organisation();
    this.language = language;
    this.chinese = language == Language.ZH;
    this.zone = organisation == null ? ZoneOffset.UTC : organisation.timeZone();
    this.issuedAt = notice.issuedAt();
    put(Placeholder.TITLE, Content.unmarked(notice.title().in(language)));
    put(Placeholder.BODY, Content.unmarked(notice.body().in(language)));
    put(Placeholder.NUMBER, notice.number());
    put(Placeholder.SYSTEM, system(notice.system(), now));
    put(Placeholder.SEVERITY, severity(notice.severity()));
    put(Placeholder.UNITS, units(notice, now));
    PersonV1 issuer = now.people().get(notice.issuer());
    put(Placeholder.ISSUER, issuer == null ? null : Names.person(issuer).in(language));
    if (notice.facts() != null) {
      facts(notice.facts());
    }
  }

  @Override
  public @Nullable String apply(Placeholder placeholder) {
    return values.get(placeholder);
  }

  /** The number of the notice that this one follows. */
  NoticeValues following(@Nullable Notice referred) {
    put(Placeholder.REFERS_TO, referred == null ? null : referred.number());
    return this;
  }

  private void facts(NoticeFacts facts) {
    put(Placeholder.SINCE, time(facts.since()));
    put(Placeholder.UNTIL, time(facts.until()));
    put(Placeholder.NEXT, time(facts.nextUpdate()));
    put(Placeholder.DATA_UNTIL, time(facts.dataUntil()));
    put(Placeholder.ENTER_BY, time(facts.enterBy()));
    put(Placeholder.CAUSE, text(facts.cause()));
    put(Placeholder.STAGE, text(facts.stage()));
    put(Placeholder.FUNCTIONS, text(facts.functions()));
    put(Placeholder.INSTRUCTION, sentence(text(facts.instruction())));
    put(Placeholder.WORKAROUND, text(facts.workaround()));
    put(Placeholder.TEST_RESULT, text(facts.testResult()));
    put(Placeholder.CONTACT, facts.contact());
    put(Placeholder.APPROVER, facts.approver());
    if (facts.since() != null && facts.until() != null) {
      put(Placeholder.DURATION, duration(Duration.between(facts.since(), facts.until())));
    }
  }

  private void put(Placeholder placeholder, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      values.put(placeholder, value);
    }
  }

  /** The day only where it is another one than the notice's. */
  private @Nullable String time(@Nullable Instant at) {
    if (at == null) {
      return null;
    }
    ZonedDateTime local = at.atZone(zone);
    boolean sameDay = local.toLocalDate().equals(issuedAt.atZone(zone).toLocalDate());
    return (sameDay ? CLOCK : DAY).format(local);
  }

  private @Nullable String text(@Nullable LocalText text) {
    return text == null ? null : chinese ? text.zh() : text.en();
  }

  /** The template ends the sentence itself. */
  private static @Nullable String sentence(@Nullable String text) {
    return text == null ? null : text.strip().replaceAll("[。.]+$", "");
  }

  private String duration(Duration time) {
    long minutes = Math.max(0, time.toMinutes());
    long hours = minutes / 60;
    String small = (minutes % 60) + (chinese ? " 分钟" : " min");
    return hours == 0 ? small : hours + (chinese ? " 小时 " : " h ") + small;
  }

  private @Nullable String system(@Nullable String code, DirectorySnapshot now) {
    ManagedSystemV1 system = code == null ? null : now.systems().get(code);
    if (system == null) {
      return code;
    }
    return Names.words(system.name(), system.englishName()).in(language);
  }

  private @Nullable String severity(@Nullable Severity severity) {
    if (severity == null) {
      return null;
    }
    return switch (severity) {
      case SEV1 -> chinese ? "Ⅰ 特别重大" : "SEV1";
      case SEV2 -> chinese ? "Ⅱ 重大" : "SEV2";
      case SEV3 -> chinese ? "Ⅲ 较大" : "SEV3";
      case SEV4 -> chinese ? "Ⅳ 一般" : "SEV4";
    };
  }

  private String units(Notice notice, DirectorySnapshot now) {
    int count = notice.units().size();
    if (count > MOST_UNITS) {
      return count + (chinese ? " 个单位" : " units");
    }
    return notice.units().stream()
        .map(code -> Names.unit(code, now).in(language))
        .collect(Collectors.joining(chinese ? "、" : ", "));
  }
}
