package io.tocsin.roster.domain;

import java.time.ZoneId;
import java.util.List;

/**
 * Who answers for a post.
 *
 * @param layers where two fill the same role, the later one beats the earlier from its first
 *     handoff on; so a new rotation is announced by adding it
 */
public record Schedule(String id, String post, ZoneId zone, List<Layer> layers) {

  public Schedule {
    layers = List.copyOf(layers);
  }
}
