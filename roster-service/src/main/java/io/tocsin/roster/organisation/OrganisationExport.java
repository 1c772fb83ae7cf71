package io.tocsin.roster.organisation;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.DurationFloor;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.GradingRow;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.Response;
import io.tocsin.contracts.DirectoryEvent.ResponseLimits;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.roster.domain.HolidayCalendar;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.Rotation;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.Window;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The set-up as a document that can be applied again without a change: what was a default is
 * written out, so that a later version with other defaults changes nothing either.
 */
final class OrganisationExport {

  private OrganisationExport() {}

  static String yaml(Organisation organisation) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            // The same list twice would come out as an anchor, which the reader refuses.
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(tree(organisation));
  }

  /** Maps, lists, texts, numbers and truth values in the document's shape. */
  static Map<String, Object> tree(Organisation o) {
    return new Entries()
        .put("name", o.name())
        .put("timeZone", o.timeZone())
        .put("locale", o.locale())
        .each("units", o.units(), OrganisationExport::unit)
        .each("systems", o.systems(), OrganisationExport::system)
        .each("posts", o.posts(), OrganisationExport::post)
        .each("people", o.people(), OrganisationExport::person)
        .each("schedules", o.schedules(), OrganisationExport::schedule)
        .each("escalationPolicies", o.policies(), OrganisationExport::policy)
        .each("vendors", o.vendors(), OrganisationExport::vendor)
        .put(
            "grading",
            new Entries()
                .each("matrix", o.grading().matrix(), OrganisationExport::row)
                .each("floors", o.grading().floors(), OrganisationExport::floor)
                .map)
        .put(
            "faultNotices",
            new Entries()
                .texts("regional", o.faultNotices().regional())
                .texts("global", o.faultNotices().global())
                .map)
        .put("response", o.response() == null ? null : response(o.response()))
        .each("holidays", o.holidays().days(), OrganisationExport::holiday)
        .put(
            "drills",
            o.drills() == null
                ? null
                : new Entries().texts("participants", o.drills().participants()).map)
        .map;
  }

  private static Map<String, Object> response(Response r) {
    Entries response = new Entries().put("observation", r.observation());
    if (r.channels() != null) {
      response.texts("channels", r.channels());
    }
    if (r.approvedNotices() != null) {
      response.texts("approvedNotices", r.approvedNotices());
    }
    if (r.limits() != null) {
      response.each("limits", r.limits(), OrganisationExport::limits);
    }
    return response.map;
  }

  private static Entries limits(ResponseLimits l) {
    return new Entries()
        .put("severity", l.severity())
        .put("cause", l.cause())
        .put("decision", l.decision())
        .put("suspension", l.suspension())
        .put("progressEvery", l.progressEvery())
        .put("superiorByPhone", l.superiorByPhone())
        .put("superiorInWriting", l.superiorInWriting())
        .put("finalReportDays", l.finalReportDays());
  }

  private static Entries unit(UnitV1 u) {
    Entries unit = named("code", u.code(), u.name(), u.englishName()).put("parent", u.parent());
    if (u.liaison() != null) {
      unit.put(
          "liaison",
          new Entries()
              .put("name", u.liaison().name())
              .each("contacts", u.liaison().contacts(), OrganisationExport::contact)
              .map);
    }
    return unit;
  }

  private static Entries system(ManagedSystemV1 s) {
    return named("code", s.code(), s.name(), s.englishName())
        .put("importance", s.importance())
        .put("owner", s.owner())
        .put("ownerUnit", s.ownerUnit())
        .put(
            "correlation",
            new Entries()
                .put("units", s.correlation().units())
                .put("window", s.correlation().window())
                .map)
        .each("criticalWindows", s.criticalWindows(), OrganisationExport::window);
  }

  private static Entries window(CriticalWindow w) {
    return new Entries()
        .put("name", w.name())
        .put("monthDays", w.monthDays())
        .texts("weekDays", w.weekDays())
        .someTexts("on", w.on() == null ? List.of() : w.on())
        .put("from", w.from())
        .put("to", w.to());
  }

  private static Entries post(PostV1 p) {
    return named("code", p.code(), p.name(), p.englishName());
  }

  private static Entries person(PersonV1 p) {
    return named("id", p.id(), p.name(), p.englishName())
        .put("unit", p.unit())
        .put("locale", p.locale())
        .each("contacts", p.contacts(), OrganisationExport::contact);
  }

  private static Entries contact(ContactPoint c) {
    return new Entries().put("channel", c.channel()).put("to", c.to());
  }

  private static Entries schedule(Schedule s) {
    return new Entries()
        .put("id", s.id())
        .put("post", s.post())
        .put("unit", s.unit())
        .put("owner", s.owner())
        .put("announce", s.announces())
        .put("timeZone", s.zone())
        .each("layers", s.layers(), OrganisationExport::layer);
  }

  private static Entries layer(Layer l) {
    Rotation rotation = l.rotation();
    Entries layer = new Entries().put("name", l.name()).put("role", l.role());
    if (rotation == null) {
      layer.put("calendar", l.calendar() == null ? true : l.calendar());
    } else {
      layer.put(
          "rotation",
          new Entries()
              .put("every", rotation.every())
              .put("handoff", rotation.handoff())
              .texts("people", rotation.people())
              .map);
    }
    return l.only().isEmpty() ? layer : layer.each("only", l.only(), OrganisationExport::hours);
  }

  private static Entries hours(Window w) {
    return new Entries()
        .someTexts("days", w.days().stream().sorted().toList())
        .someTexts("on", w.on().stream().sorted().toList())
        .put("from", w.from())
        .put("to", w.to());
  }

  private static Entries holiday(HolidayCalendar.Day day) {
    return new Entries().put("date", day.date()).put("name", day.name()).put("kind", day.kind());
  }

  private static Entries policy(EscalationPolicyV1 p) {
    Entries policy =
        new Entries().put("id", p.id()).put("name", p.name()).put("englishName", p.englishName());
    PolicyCondition when = p.when();
    if (when != null) {
      Entries condition = new Entries();
      condition.someTexts("systems", when.systems());
      condition.someTexts("scope", when.scope());
      condition.someTexts("severity", when.severity());
      condition.put("exercise", when.exercise());
      condition.someTexts("units", orNone(when.units()));
      if (when.times() != null) {
        condition.each("times", when.times(), OrganisationExport::window);
      }
      policy.put("when", condition.map);
    }
    return policy.put("repeat", p.repeat()).each("levels", p.levels(), OrganisationExport::level);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static Entries level(PolicyLevel l) {
    Entries level =
        new Entries()
            .put("after", l.after())
            .each("targets", l.targets(), OrganisationExport::target)
            .texts("channels", l.channels())
            .put("repeatEvery", l.repeatEvery())
            .put("acknowledgements", l.acknowledgements())
            .put("acknowledgementExpires", l.acknowledgementExpires())
            .put("roundRobin", l.roundRobin());
    if (l.channelsBySeverity() != null) {
      level.each(
          "channelsBySeverity",
          l.channelsBySeverity(),
          by -> new Entries().texts("severity", by.severity()).texts("channels", by.channels()));
    }
    return level;
  }

  private static Entries target(PolicyTarget t) {
    return new Entries()
        .someTexts("posts", t.schedule() == null ? t.posts() : List.of())
        .put("schedule", t.schedule())
        .put("role", t.roleName())
        .put("everyone", t.everyone())
        .put("causePosts", t.causePosts())
        .put("liaisons", t.liaisons())
        .put("systemOwner", t.systemOwner())
        .someTexts("people", t.people());
  }

  private static Entries vendor(VendorV1 v) {
    return new Entries()
        .put("id", v.id())
        .put("name", v.name())
        .texts("assets", v.assets())
        .put("phone", v.phone())
        .put("contractUntil", v.contractUntil());
  }

  private static Entries row(GradingRow r) {
    return new Entries()
        .put("reach", r.reach())
        .put("degraded", r.degraded())
        .put("mainFunctionDown", r.mainFunctionDown())
        .put("fullStop", r.fullStop());
  }

  private static Entries floor(DurationFloor f) {
    return new Entries()
        .put("scope", f.scope())
        .put("after", f.after())
        .put("severity", f.severity());
  }

  private static Entries named(String key, String id, String name, @Nullable String englishName) {
    return new Entries().put(key, id).put("name", name).put("englishName", englishName);
  }

  /** A mapping in the making; what is null is left out. */
  private static final class Entries {

    final Map<String, Object> map = new LinkedHashMap<>();

    Entries put(String name, @Nullable Object value) {
      if (value != null) {
        map.put(name, plain(value));
      }
      return this;
    }

    Entries texts(String name, Collection<?> values) {
      return put(name, values.stream().map(Object::toString).toList());
    }

    Entries someTexts(String name, Collection<?> values) {
      return values.isEmpty() ? this : texts(name, values);
    }

    <T> Entries each(String name, List<T> values, Function<T, Entries> entries) {
      return put(name, values.stream().map(v -> entries.apply(v).map).toList());
    }

    private static Object plain(Object value) {
      return value instanceof Map<?, ?>
              || value instanceof List<?>
              || value instanceof Integer
              || value instanceof Boolean
          ? value
          : value.toString();
    }
  }
}
