package io.tocsin.escalation.policies;

import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.escalation.domain.BuiltInPolicies;
import io.tocsin.escalation.domain.Condition;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.escalation.domain.WorkingDays;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which policy an incident runs. A policy that cannot be run never stands in an incident's way: the
 * built-in one applies in its place, and that is said in the log, in the reasons and by the API.
 */
@Component
public class Policies {

  private static final Logger log = LoggerFactory.getLogger(Policies.class);

  private final Directory directory;
  private final PolicyProperties properties;
  private final PolicyReader reader;
  private volatile Read read = new Read(DirectorySnapshot.EMPTY, List.of(), WorkingDays.WEEKDAYS);

  /**
   * One policy of the directory.
   *
   * @param policy null when it cannot be run
   * @param invalid why, null when it can
   */
  record Entry(
      EscalationPolicyV1 source,
      @Nullable Condition when,
      @Nullable Policy policy,
      @Nullable String invalid) {}

  private record Read(DirectorySnapshot snapshot, List<Entry> entries, WorkingDays days) {}

  Policies(Directory directory, PolicyProperties properties) {
    this.directory = directory;
    this.properties = properties;
    this.reader = new PolicyReader(properties.singleLevel(), properties.acknowledgementExpires());
  }

  /**
   * The first that fits, by priority; the built-in one where none does or where that one is wrong.
   */
  public Policy fitting(Incident incident, Instant now) {
    LocalDateTime local = LocalDateTime.ofInstant(now, zone());
    WorkingDays days = workingDays();
    for (Entry entry : entries()) {
      if (entry.when() == null || entry.when().fits(incident, local, days)) {
        return entry.policy() != null
            ? entry.policy()
            : BuiltInPolicies.fitting(incident, notRunnable(entry));
      }
    }
    return BuiltInPolicies.fitting(
        incident,
        new Reason(
            "没有适用的升级策略，改用内置默认策略", "no policy of the organisation fits, the built-in one applies"));
  }

  /** The posts that answer for the incident's cause, as far as the organisation has them. */
  public List<String> causePosts(IncidentFacts facts) {
    var posts = directory.current().posts();
    return properties.postsFor(facts.cause()).stream()
        .filter(p -> posts.isEmpty() || posts.containsKey(p))
        .toList();
  }

  /** The person who owns the incident's system; null where the organisation names nobody. */
  public @Nullable String systemOwner(IncidentFacts facts) {
    ManagedSystemV1 system = directory.current().systems().get(facts.system());
    return system == null ? null : system.owner();
  }

  /** Whether an incident may be of the system; of any before the organisation is known. */
  public boolean knowsSystem(String code) {
    Map<String, ManagedSystemV1> systems = directory.current().systems();
    return systems.isEmpty() || systems.containsKey(code);
  }

  /** Whether an incident may affect the unit. */
  public boolean knowsUnit(String code) {
    Map<String, UnitV1> units = directory.current().units();
    return units.isEmpty() || units.containsKey(code);
  }

  /**
   * The unit that incidents bear for a report of this one: its ancestor just under the centre, or
   * itself where it has none.
   */
  public String bureauOf(String code) {
    Map<String, UnitV1> units = directory.current().units();
    String bureau = code;
    // The bound keeps a set-up that is a circle by mistake from hanging the simulation.
    for (int depth = 0; depth <= units.size(); depth++) {
      String parent = above(units, bureau);
      if (parent == null || above(units, parent) == null) {
        return bureau;
      }
      bureau = parent;
    }
    return code;
  }

  private static @Nullable String above(Map<String, UnitV1> units, String code) {
    UnitV1 unit = units.get(code);
    return unit == null ? null : unit.parent();
  }

  /** Made with the policies, not for each incident: a calendar may have hundreds of days. */
  WorkingDays workingDays() {
    return read().days();
  }

  ZoneId zone() {
    var organisation = directory.current().organisation();
    return organisation == null ? ZoneOffset.UTC : organisation.timeZone();
  }

  /** In the order in which they are tried. */
  List<Entry> entries() {
    return read().entries();
  }

  /** A snapshot is the same or another, never an equal one. */
  @SuppressWarnings("ReferenceEquality")
  private Read read() {
    DirectorySnapshot current = directory.current();
    Read before = read;
    if (before.snapshot() == current) {
      return before;
    }
    List<Entry> entries = new ArrayList<>();
    current.policies().forEach(policy -> entries.add(entry(policy)));
    var organisation = current.organisation();
    Read made =
        new Read(
            current,
            List.copyOf(entries),
            PolicyReader.days(organisation == null ? null : organisation.workingDays()));
    read = made;
    return made;
  }

  private Entry entry(EscalationPolicyV1 source) {
    Condition when = PolicyReader.condition(source.when());
    try {
      return new Entry(source, when, reader.read(source), null);
    } catch (IllegalArgumentException e) {
      log.error(
          "Policy {} cannot be run, the built-in one applies instead: {}",
          source.id(),
          e.getMessage());
      return new Entry(source, when, null, e.getMessage());
    }
  }

  private static Reason notRunnable(Entry entry) {
    return new Reason(
        "策略 %s 无效，改用内置默认策略".formatted(entry.source().id()),
        "policy %s is not valid, the built-in one applies".formatted(entry.source().id()));
  }
}
