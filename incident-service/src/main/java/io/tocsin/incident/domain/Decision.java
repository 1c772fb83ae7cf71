package io.tocsin.incident.domain;

import io.tocsin.incident.domain.plan.PlanProgress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a command. */
public sealed interface Decision {

  /**
   * It holds, with these events and those that follow from them for the plan being worked.
   *
   * @param incident as the first of them found it, null before it is opened
   */
  static Decision accepted(@Nullable Incident incident, List<IncidentEvent> events) {
    Incident after = IncidentEvolution.evolveAll(incident, events);
    if (events.isEmpty()) {
      return new Accepted(events, after);
    }
    List<IncidentEvent> followed = PlanProgress.following(after, events.getLast().because());
    List<IncidentEvent> all = new ArrayList<>(events);
    all.addAll(followed);
    return new Accepted(all, IncidentEvolution.evolveAll(after, followed));
  }

  /**
   * It holds.
   *
   * @param events none where the command changes nothing any more
   * @param incident as it is with these events
   */
  record Accepted(List<IncidentEvent> events, Incident incident) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /**
   * It does not, and nothing changed.
   *
   * @param detail what was expected and what is
   * @param missing by name, what it would take
   * @param forbidden whether it is the person that it takes another one of
   */
  record Refused(Text detail, List<String> missing, boolean forbidden) implements Decision {
    public Refused {
      missing = List.copyOf(missing);
    }

    /** The incident is not as far. */
    public Refused(Text detail, List<String> missing) {
      this(detail, missing, false);
    }
  }
}
