package io.tocsin.incident.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.GradingRow;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.incident.domain.CriticalWindow;
import io.tocsin.incident.domain.DurationFloor;
import io.tocsin.incident.domain.Grading;
import io.tocsin.incident.domain.Reach;
import io.tocsin.incident.domain.ResponseRules;
import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Severity;
import io.tocsin.incident.domain.SystemProfile;
import io.tocsin.incident.domain.SystemProfile.Correlating;
import io.tocsin.incident.domain.SystemProfile.NoticeChannels;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.UnitTree;
import io.tocsin.incident.domain.casefile.WorkingDays;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The organisation as the domain sees it, translated once for each revision. */
@Component
public final class SystemProfiles {

  private final Directory directory;
  private final UnknownSystemProperties unknown;
  private final ResponseProperties response;
  private volatile @Nullable Revision translated;

  SystemProfiles(
      Directory directory, UnknownSystemProperties unknown, ResponseProperties response) {
    this.directory = directory;
    this.unknown = unknown;
    this.response = response;
  }

  /**
   * Never blocks.
   *
   * @throws OrganisationMissingException until there is one
   */
  public Revision current() {
    DirectorySnapshot snapshot = directory.current();
    OrganisationV1 organisation = snapshot.organisation();
    if (organisation == null) {
      throw new OrganisationMissingException();
    }
    Revision known = translated;
    if (known == null || known.organisation.revision() != organisation.revision()) {
      known = new Revision(snapshot, organisation, unknown, response);
      translated = known;
    }
    return known;
  }

  /** One whole revision of the organisation. */
  public static final class Revision {

    private final DirectorySnapshot snapshot;
    private final OrganisationV1 organisation;
    private final UnknownSystemProperties unknown;
    private final UnitTree units;
    private final Grading grading;
    private final ResponseRules rules;
    private final WorkingDays workingDays;
    private final Map<String, SystemProfile> profiles = new ConcurrentHashMap<>();

    private Revision(
        DirectorySnapshot snapshot,
        OrganisationV1 organisation,
        UnknownSystemProperties unknown,
        ResponseProperties response) {
      this.snapshot = snapshot;
      this.organisation = organisation;
      this.unknown = unknown;
      this.units = tree(snapshot.units());
      this.grading = grading(organisation.grading());
      this.rules =
          response.rules(
              floors(organisation.grading()), organisation.response(), organisation.timeZone());
      this.workingDays = days(organisation.workingDays());
    }

    public boolean hasSystem(String code) {
      return snapshot.systems().containsKey(code);
    }

    public boolean hasUnit(String code) {
      return snapshot.units().containsKey(code);
    }

    /** What a person is called; null for one that the organisation does not know. */
    public @Nullable String personName(String id) {
      PersonV1 person = snapshot.people().get(id);
      return person == null ? null : person.name();
    }

    /**
     * Who answers for a system, by name: a person, a unit, or the person and the unit; null where
     * the organisation names neither.
     */
    public @Nullable Text ownerOf(String system) {
      ManagedSystemV1 found = snapshot.systems().get(system);
      PersonV1 person =
          found == null || found.owner() == null ? null : snapshot.people().get(found.owner());
      UnitV1 unit =
          found == null || found.ownerUnit() == null
              ? null
              : snapshot.units().get(found.ownerUnit());
      if (person == null) {
        return unit == null ? null : text(unit.name(), unit.englishName());
      }
      Text name = text(person.name(), person.englishName());
      if (unit == null) {
        return name;
      }
      Text of = text(unit.name(), unit.englishName());
      return new Text(
          "%s（%s）".formatted(name.zh(), of.zh()), "%s (%s)".formatted(name.en(), of.en()));
    }

    /** In which the organisation's days and months are counted. */
    public ZoneId zone() {
      return organisation.timeZone();
    }

    public WorkingDays workingDays() {
      return workingDays;
    }

    public UnitTree units() {
      return units;
    }

    /** What the set-up says of one system; for one that it no longer has, what goes for those. */
    public SystemProfile profile(String code) {
      return profiles.computeIfAbsent(code, this::translate);
    }

    private SystemProfile translate(String code) {
      ManagedSystemV1 system = snapshot.systems().get(code);
      DirectoryEvent.FaultNotices notices = organisation.faultNotices();
      return new SystemProfile(
          code,
          system == null ? Text.same(code) : text(system.name(), system.englishName()),
          system == null
              ? new Correlating(unknown.units(), unknown.window())
              : new Correlating(system.correlation().units(), system.correlation().window()),
          grading,
          system == null ? List.of() : windows(system),
          organisation.timeZone(),
          units,
          new NoticeChannels(names(notices.regional()), names(notices.global())),
          rules);
    }
  }

  private static UnitTree tree(Map<String, UnitV1> units) {
    Map<String, Text> names = new HashMap<>();
    Map<String, String> parents = new HashMap<>();
    units.forEach((code, unit) -> {
      names.put(code, text(unit.name(), unit.englishName()));
      if (unit.parent() != null) {
        parents.put(code, unit.parent());
      }
    });
    return new UnitTree(names, parents);
  }

  private static Grading grading(DirectoryEvent.Grading grading) {
    Map<Reach, Grading.Row> matrix = new EnumMap<>(Reach.class);
    for (GradingRow row : grading.matrix()) {
      matrix.put(
          Reach.valueOf(row.reach().name()),
          new Grading.Row(
              Severity.valueOf(row.degraded().name()),
              Severity.valueOf(row.mainFunctionDown().name()),
              Severity.valueOf(row.fullStop().name())));
    }
    return new Grading(matrix);
  }

  private static List<DurationFloor> floors(DirectoryEvent.Grading grading) {
    return grading.floors().stream()
        .map(f ->
            new DurationFloor(
                Scope.valueOf(f.scope().name()), f.after(), Severity.valueOf(f.severity().name())))
        .toList();
  }

  private static WorkingDays days(DirectoryEvent.@Nullable WorkingDays days) {
    return days == null
        ? WorkingDays.WEEKDAYS
        : new WorkingDays(Set.copyOf(days.holidays()), Set.copyOf(days.makeUpDays()));
  }

  private static List<CriticalWindow> windows(ManagedSystemV1 system) {
    return system.criticalWindows().stream()
        .map(w ->
            new CriticalWindow(
                w.name(), Set.copyOf(w.monthDays()), Set.copyOf(w.weekDays()), w.from(), w.to()))
        .toList();
  }

  private static List<String> names(List<Channel> channels) {
    return channels.stream().map(Channel::name).toList();
  }

  private static Text text(String name, @Nullable String english) {
    return new Text(name, english == null ? name : english);
  }
}
