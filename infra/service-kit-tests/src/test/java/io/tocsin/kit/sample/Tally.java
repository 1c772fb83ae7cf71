package io.tocsin.kit.sample;

import java.util.ArrayList;
import java.util.List;

/** How often a system was reported, and in which order. */
public record Tally(String system, long count, List<String> symptoms) {

  static Tally of(String system) {
    return new Tally(system, 0, List.of());
  }

  Tally plus(String symptom) {
    List<String> all = new ArrayList<>(symptoms);
    all.add(symptom);
    return new Tally(system, count + 1, List.copyOf(all));
  }
}
