package io.tocsin.roster.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source of shifts of a schedule and the role that it fills.
 *
 * @param name is what reasons call it
 * @param rotation null when the shifts come from a calendar of somebody else
 * @param only the hours in which the layer is in force; always when empty
 * @param calendar the address that the calendar is fetched from; null where it is brought in by
 *     hand, and for a rotation
 */
public record Layer(
    String name,
    OnCallRole role,
    @Nullable Rotation rotation,
    List<Window> only,
    @Nullable String calendar) {

  public Layer(
      String name,
      OnCallRole role,
      @Nullable Rotation rotation,
      @Nullable List<Window> only,
      @Nullable String calendar) {
    this.name = name;
    this.role = role;
    this.rotation = rotation;
    // A document that an earlier version stored has none.
    this.only = only == null ? List.of() : List.copyOf(only);
    this.calendar = calendar;
  }

  /** By a rotation in these hours, or by a calendar that is brought in by hand. */
  public Layer(String name, OnCallRole role, @Nullable Rotation rotation, List<Window> only) {
    this(name, role, rotation, only, null);
  }

  /** Always in force. */
  public Layer(String name, OnCallRole role, Rotation rotation) {
    this(name, role, rotation, List.of(), null);
  }
}
