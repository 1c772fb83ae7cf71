package io.tocsin.kit.directory;

import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The organisation as one whole revision.
 *
 * @param organisation null until a first one was applied
 * @param policies by priority, lowest first
 */
public record DirectorySnapshot(
    @Nullable OrganisationV1 organisation,
    Map<String, UnitV1> units,
    Map<String, ManagedSystemV1> systems,
    Map<String, PersonV1> people,
    Map<String, PostV1> posts,
    Map<String, VendorV1> vendors,
    List<EscalationPolicyV1> policies) {

  public static final DirectorySnapshot EMPTY =
      new DirectorySnapshot(null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  /** 0 until a first organisation was applied. */
  public long revision() {
    return organisation == null ? 0 : organisation.revision();
  }

  /** Codes of the base-level units: all but the centre, which has no parent. */
  public List<String> baseUnits() {
    return units.values().stream()
        .filter(u -> u.parent() != null)
        .map(UnitV1::code)
        .sorted()
        .toList();
  }
}
