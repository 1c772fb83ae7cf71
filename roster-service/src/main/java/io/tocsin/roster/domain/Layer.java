package io.tocsin.roster.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source of shifts of a schedule and the role that it fills.
 *
 * @param name is what reasons call it
 * @param rotation null when the shifts come from a calendar that was brought in from outside
 * @param only the hours in which the layer is in force; always when empty
 */
public record Layer(String name, OnCallRole role, @Nullable Rotation rotation, List<Window> only) {

  public Layer(
      String name, OnCallRole role, @Nullable Rotation rotation, @Nullable List<Window> only) {
    this.name = name;
    this.role = role;
    this.rotation = rotation;
    // A document that an earlier version stored has none.
    this.only = only == null ? List.of() : List.copyOf(only);
  }

  /** Always in force. */
  public Layer(String name, OnCallRole role, Rotation rotation) {
    this(name, role, rotation, List.of());
  }
}
