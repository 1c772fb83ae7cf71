package io.tocsin.roster.organisation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document as it was written, before anything is known of its meaning. */
sealed interface Tree {

  /** Deeper than any set-up goes; a deeper document is an attack or a mistake. */
  int DEEPEST = 32;

  /** Counts from 1; 0 where it is not known. */
  int line();

  /** One value; what type it is of is for the reader of the field to say. */
  record Scalar(String text, int line) implements Tree {}

  /** Nothing stands here: the same as leaving it out. */
  record Nothing(int line) implements Tree {}

  record Items(List<Tree> list, int line) implements Tree {}

  record Entries(Map<String, Tree> map, int line) implements Tree {}

  static Tree orNothing(@Nullable Tree tree, int line) {
    return tree == null ? new Nothing(line) : tree;
  }
}
