package io.tocsin.kit.directory;

import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes in the topic's records one after the other; each revision's last one makes a snapshot. */
final class DirectoryDraft {

  private final Map<String, DirectoryEvent> entities = new TreeMap<>();

  /** The snapshot that the record completes; null while a revision is still coming in. */
  @Nullable DirectorySnapshot put(DirectoryEvent event) {
    entities.put(event.key(), event);
    return event instanceof OrganisationV1 organisation ? snapshot(organisation) : null;
  }

  void remove(String key) {
    entities.remove(key);
  }

  private DirectorySnapshot snapshot(OrganisationV1 organisation) {
    Map<String, UnitV1> units = new TreeMap<>();
    Map<String, ManagedSystemV1> systems = new TreeMap<>();
    Map<String, PersonV1> people = new TreeMap<>();
    Map<String, PostV1> posts = new TreeMap<>();
    Map<String, VendorV1> vendors = new TreeMap<>();
    Map<String, EscalationPolicyV1> policies = new TreeMap<>();
    for (DirectoryEvent entity : entities.values()) {
      switch (entity) {
        case OrganisationV1 o -> {}
        case UnitV1 u -> units.put(u.code(), u);
        case ManagedSystemV1 s -> systems.put(s.code(), s);
        case PersonV1 p -> people.put(p.id(), p);
        case PostV1 p -> posts.put(p.code(), p);
        case VendorV1 v -> vendors.put(v.id(), v);
        case EscalationPolicyV1 p -> policies.put(p.id(), p);
      }
    }
    return new DirectorySnapshot(
        organisation,
        Collections.unmodifiableMap(units),
        Collections.unmodifiableMap(systems),
        Collections.unmodifiableMap(people),
        Collections.unmodifiableMap(posts),
        Collections.unmodifiableMap(vendors),
        policies.values().stream()
            .sorted(Comparator.comparingInt(EscalationPolicyV1::priority))
            .toList());
  }
}
