package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.DayKind;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.roster.organisation.Organisation.Drills;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units, systems, posts, people, vendors, and who takes part in exercises. */
record DirectoryFields(Names names) {

  private static final int LAST_DAY = -1;

  private static final Set<String> IMPORTANCES = Set.of("CRITICAL", "HIGH", "NORMAL", "LOW");

  List<UnitV1> units(Field units) {
    List<Field> items = units.items();
    Names.check(items, "code");
    List<UnitV1> read = items.stream().map(this::unit).toList();
    refuseCycles(items, read);
    return read;
  }

  @Nullable Drills drills(Field drills) {
    if (!drills.only("participants").present()) {
      return null;
    }
    List<Field> participants = drills.field("participants").someItems();
    return new Drills(
        participants.stream().map(p -> p.reference(names.people(), "人员 id", "person")).toList());
  }

  private UnitV1 unit(Field unit) {
    unit.only("code", "name", "englishName", "parent", "liaison");
    Field parent = unit.field("parent");
    return new UnitV1(
        unit.field("code").text(),
        unit.field("name").text(),
        unit.field("englishName").optionalText(),
        parent.present() ? parent.reference(names.units(), "单位编码", "unit") : null,
        liaison(unit.field("liaison")));
  }

  private static @Nullable Liaison liaison(Field liaison) {
    if (!liaison.only("name", "contacts").present()) {
      return null;
    }
    return new Liaison(liaison.field("name").text(), ContactFields.read(liaison.field("contacts")));
  }

  private static void refuseCycles(List<Field> items, List<UnitV1> units) {
    Map<String, @Nullable String> parents = new HashMap<>();
    units.forEach(u -> parents.put(u.code(), u.parent()));
    Set<String> sound = new HashSet<>();
    for (int i = 0; i < units.size(); i++) {
      Set<String> path = new HashSet<>();
      String at = units.get(i).code();
      while (at != null && !sound.contains(at) && path.add(at)) {
        at = parents.get(at);
      }
      if (at != null && at.equals(units.get(i).code()) && path.contains(at)) {
        items
            .get(i)
            .field("parent")
            .expected("上级单位不应形成环", "a tree of units", "该单位是自己的上级", "this unit stands above itself");
      } else if (at == null || sound.contains(at)) {
        sound.addAll(path);
      }
    }
  }

  List<ManagedSystemV1> systems(Field systems) {
    List<Field> items = systems.items();
    Names.check(items, "code");
    return items.stream().map(this::system).toList();
  }

  private ManagedSystemV1 system(Field system) {
    system.only(
        "code",
        "name",
        "englishName",
        "importance",
        "owner",
        "ownerUnit",
        "correlation",
        "criticalWindows");
    Field owner = system.field("owner");
    Field ownerUnit = system.field("ownerUnit");
    Field importance = system.field("importance");
    String weight = importance.optionalText();
    if (weight != null && !IMPORTANCES.contains(weight)) {
      importance.expected("应为 CRITICAL、HIGH、NORMAL、LOW 之一", "one of CRITICAL, HIGH, NORMAL, LOW");
    }
    return new ManagedSystemV1(
        system.field("code").text(),
        system.field("name").text(),
        system.field("englishName").optionalText(),
        weight == null ? Defaults.IMPORTANCE : weight,
        correlation(system.field("correlation")),
        system.field("criticalWindows").items().stream()
            .map(w -> window(w.only("name", "monthDays", "weekDays", "from", "to"), null))
            .toList(),
        owner.present() ? owner.reference(names.people(), "人员 id", "person") : null,
        ownerUnit.present() ? ownerUnit.reference(names.units(), "单位编码", "unit") : null);
  }

  private static Correlation correlation(Field correlation) {
    correlation.only("units", "window");
    return new Correlation(
        TimeFields.number(correlation.field("units"), 1, 1000, Defaults.CORRELATION.units()),
        TimeFields.positive(correlation.field("window"), Defaults.CORRELATION.window()));
  }

  private static int dayFromEitherEnd(Field day) {
    return day.value(
        1,
        "应为 1 至 31 的整数，或 -1 表示月末",
        "a whole number from 1 to 31, or -1 for the last day of the month",
        text -> {
          int number = Integer.parseInt(text);
          if (number != LAST_DAY && (number < 1 || number > 31)) {
            throw new IllegalArgumentException("out of range");
          }
          return number;
        });
  }

  /** -1 among its days of the month stands for the last one. */
  static CriticalWindow window(Field window, @Nullable List<DayKind> on) {
    return new CriticalWindow(
        window.field("name").text(),
        window.field("monthDays").items().stream().map(DirectoryFields::dayFromEitherEnd).toList(),
        window.field("weekDays").items().stream()
            .map(d -> d.oneOf(DayOfWeek.class, DayOfWeek.MONDAY))
            .toList(),
        time(window.field("from")),
        time(window.field("to")),
        on);
  }

  private static LocalTime time(Field field) {
    field.text();
    return field.value(
        LocalTime.MIN, "应为时刻，如 \"08:00\"", "a time of day such as \"08:00\"", LocalTime::parse);
  }

  List<PostV1> posts(Field posts) {
    if (!posts.present()) {
      return Defaults.POSTS;
    }
    List<Field> items = posts.items();
    Names.check(items, "code");
    return items.stream()
        .map(post -> {
          post.only("code", "name", "englishName");
          return new PostV1(
              post.field("code").text(),
              post.field("name").text(),
              post.field("englishName").optionalText());
        })
        .toList();
  }

  List<PersonV1> people(Field people) {
    List<Field> items = people.items();
    Names.check(items, "id");
    return items.stream().map(this::person).toList();
  }

  private PersonV1 person(Field person) {
    person.only("id", "name", "englishName", "unit", "contacts", "locale");
    return new PersonV1(
        person.field("id").text(),
        person.field("name").text(),
        person.field("englishName").optionalText(),
        person.field("unit").reference(names.units(), "单位编码", "unit"),
        ContactFields.read(person.field("contacts")),
        TimeFields.locale(person.field("locale"), null));
  }

  List<VendorV1> vendors(Field vendors) {
    List<Field> items = vendors.items();
    Names.check(items, "id");
    return items.stream().map(this::vendor).toList();
  }

  private VendorV1 vendor(Field vendor) {
    vendor.only("id", "name", "assets", "phone", "contractUntil");
    Field until = vendor.field("contractUntil");
    return new VendorV1(
        vendor.field("id").text(),
        vendor.field("name").text(),
        vendor.field("assets").items().stream()
            .map(a -> a.reference(names.systems(), "系统编码", "system"))
            .toList(),
        ContactFields.phone(vendor.field("phone")),
        until.present()
            ? until.value(
                LocalDate.MAX, "应为日期，如 2027-12-31", "a date such as 2027-12-31", LocalDate::parse)
            : null);
  }
}
