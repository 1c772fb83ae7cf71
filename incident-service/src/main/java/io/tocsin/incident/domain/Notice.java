package io.tocsin.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A 故障通报 to units: a fault is known and being dealt with; nothing is suspended yet.
 *
 * @param refersTo the notice that this one follows
 * @param toAll whether it is for all units, or for the affected ones only
 * @param units the audience by unit code, as it was when the notice was issued
 * @param channels by name
 */
public record Notice(
    String noticeId,
    String number,
    @Nullable String refersTo,
    Text title,
    Text body,
    boolean toAll,
    List<String> units,
    List<String> channels) {

  public Notice {
    units = List.copyOf(units);
    channels = List.copyOf(channels);
  }
}
