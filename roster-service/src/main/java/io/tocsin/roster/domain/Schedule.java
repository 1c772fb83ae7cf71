package io.tocsin.roster.domain;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a post.
 *
 * @param unit the one unit that it answers for; null for all
 * @param owner the person who is warned of its gaps; null for nobody
 * @param announce false where nobody is told when they come on duty and go off it; null otherwise
 * @param layers where two fill the same role, the later one beats the earlier wherever it has
 *     somebody; so a new rotation is announced by adding it
 */
public record Schedule(
    String id,
    String post,
    @Nullable String unit,
    @Nullable String owner,
    @Nullable Boolean announce,
    ZoneId zone,
    List<Layer> layers) {

  public Schedule {
    layers = List.copyOf(layers);
    // An earlier build told nobody unless it was true, and kept null for false.
    announce = Boolean.FALSE.equals(announce) ? Boolean.FALSE : null;
  }

  /** For every unit and with nobody to warn. */
  public Schedule(String id, String post, ZoneId zone, List<Layer> layers) {
    this(id, post, null, null, null, zone, layers);
  }

  public boolean announces() {
    return announce == null;
  }

  /** In their order: who is next to move up. The primary and the substitute come first. */
  public SequencedSet<OnCallRole> roles() {
    SequencedSet<OnCallRole> roles = new LinkedHashSet<>();
    roles.add(OnCallRole.PRIMARY);
    roles.add(OnCallRole.SUBSTITUTE);
    layers.forEach(layer -> roles.add(layer.role()));
    roles.removeIf(role -> layers.stream().noneMatch(layer -> layer.role().equals(role)));
    return roles;
  }
}
