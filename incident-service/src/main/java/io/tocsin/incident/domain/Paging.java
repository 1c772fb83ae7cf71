package io.tocsin.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was paged, as the roster answered.
 *
 * @param role PRIMARY or SUBSTITUTE; with {@code post} null where a person was meant by name
 * @param channels by name
 */
public record Paging(
    String pageId,
    int level,
    int round,
    @Nullable String post,
    @Nullable String role,
    List<Actor> people,
    List<String> channels) {

  public Paging {
    people = List.copyOf(people);
    channels = List.copyOf(channels);
  }
}
