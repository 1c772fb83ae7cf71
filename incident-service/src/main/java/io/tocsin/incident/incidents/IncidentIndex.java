package io.tocsin.incident.incidents;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.incident.domain.AffectedUnit;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The fields beside an incident's state by which it is found. */
final class IncidentIndex {

  static final String SYSTEM = "system";

  /** Not {@code state}: under that name lies the whole incident. */
  static final String STAGE = "stage";

  static final String OPEN = "open";
  static final String SCOPE = "scope";
  static final String SEVERITY = "severity";
  static final String EXERCISE = "exercise";
  static final String UNITS = "units";

  /** Opening time and id in one text, so that one field sorts, pages and never ties. */
  static final String ORDER = "order";

  /** As {@link #ORDER}, of open GLOBAL incidents alone: there are few, whatever storm there is. */
  private static final String GLOBAL_ORDER = "globalOrder";

  /** When it is to be looked at next; absent where it waits for nothing. */
  private static final String DUE_AT = "dueAt";

  /** Until when correlation looks at it. */
  private static final String CORRELATES_UNTIL = "correlatesUntil";

  /**
   * How long an incident is still looked at after it was closed. A report that it counted, but that
   * a crash kept out of the store of reports, is known by it alone when Kafka brings it again; a
   * restart takes minutes.
   */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** How long a new fault of the system is told to follow an ended one. */
  private static final Duration REFERRED_TO = Duration.ofDays(14);

  private static final String ENDED = IncidentState.ENDED.name();

  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  /** Of fixed length, unlike {@link Instant#toString}: it is compared as text. */
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static final List<IndexModel> INDEXES =
      List.of(
          new IndexModel(Indexes.ascending(SYSTEM, CORRELATES_UNTIL)),
          new IndexModel(Indexes.descending(ORDER)),
          new IndexModel(
              Indexes.compoundIndex(Indexes.ascending(SYSTEM), Indexes.descending(ORDER))),
          new IndexModel(Indexes.compoundIndex(Indexes.ascending(OPEN), Indexes.descending(ORDER))),
          new IndexModel(
              Indexes.compoundIndex(Indexes.ascending(UNITS), Indexes.descending(ORDER))),
          new IndexModel(Indexes.descending(GLOBAL_ORDER), new IndexOptions().sparse(true)),
          // Sparse: whatever waits for nothing any more costs the look for due ones nothing.
          new IndexModel(Indexes.ascending(DUE_AT), new IndexOptions().sparse(true)));

  /** By the index that finds them; what is open correlates for ever. */
  static final Bson LONGEST_CORRELATING_FIRST = Sorts.descending(SYSTEM, CORRELATES_UNTIL);

  static final Bson NEWEST_FIRST = Sorts.descending(ORDER);

  static final Bson NEWEST_GLOBAL_FIRST = Sorts.descending(GLOBAL_ORDER);

  static final Bson LONGEST_DUE_FIRST = Sorts.ascending(DUE_AT);

  private IncidentIndex() {}

  static Map<String, @Nullable Object> fields(Incident incident) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put(SYSTEM, incident.system());
    fields.put(STAGE, IncidentFactsOf.state(incident.stage()).name());
    fields.put(OPEN, incident.open());
    fields.put(SCOPE, incident.extent().scope().name());
    fields.put(SEVERITY, incident.severity().name());
    fields.put(EXERCISE, incident.exercise());
    fields.put(UNITS, incident.extent().units().stream().map(AffectedUnit::unit).toList());
    fields.put(ORDER, order(incident));
    fields.put(CORRELATES_UNTIL, Date.from(correlatesUntil(incident.stage())));
    boolean global = incident.open() && incident.extent().scope() == Scope.GLOBAL;
    fields.put(GLOBAL_ORDER, global ? order(incident) : null);
    Instant dueAt = incident.dueAt();
    fields.put(DUE_AT, dueAt == null ? null : Date.from(dueAt));
    return fields;
  }

  static String order(Incident incident) {
    return SORTABLE.format(incident.openedAt()) + "/" + incident.id();
  }

  /** What every incident that was opened at that moment or later is ordered behind. */
  static String orderAt(Instant openedAt) {
    return SORTABLE.format(openedAt);
  }

  /** Incidents of the system that are open, or were a moment ago. */
  static Bson correlatable(String system, Instant now) {
    Date endedJustNow = Date.from(now.plus(REFERRED_TO).minus(REMEMBERED));
    return Filters.and(
        Filters.eq(SYSTEM, system),
        Filters.gte(CORRELATES_UNTIL, Date.from(now)),
        Filters.or(Filters.ne(STAGE, ENDED), Filters.gte(CORRELATES_UNTIL, endedJustNow)));
  }

  /** Ended incidents of the system that a new one follows. */
  static Bson referredTo(String system, Instant now) {
    return Filters.and(
        Filters.eq(SYSTEM, system),
        Filters.gte(CORRELATES_UNTIL, Date.from(now)),
        Filters.eq(STAGE, ENDED));
  }

  static Bson globalSince(Instant since) {
    return Filters.gte(GLOBAL_ORDER, SORTABLE.format(since));
  }

  /** Incidents whose moment has come. */
  static Bson due(Instant now) {
    return Filters.lte(DUE_AT, Date.from(now));
  }

  private static Instant correlatesUntil(LifeStage stage) {
    return switch (stage) {
      case LifeStage.New _,
          LifeStage.Assessed _,
          LifeStage.Active _,
          LifeStage.Repaired _,
          LifeStage.Tested _,
          LifeStage.Restored _ ->
          ALWAYS;
      case LifeStage.Ended ended -> ended.at().plus(REFERRED_TO);
      case LifeStage.Closed closed -> closed.at().plus(REMEMBERED);
      case LifeStage.Merged merged -> merged.at().plus(REMEMBERED);
      case LifeStage.FalseAlarm alarm -> alarm.at().plus(REMEMBERED);
    };
  }
}
