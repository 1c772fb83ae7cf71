package io.tocsin.notification.templates;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders: <code>{系统}</code> stands for a value, <code>[[…]]</code> is left out
 * when a value in it is missing, <code>{{</code> is a brace. Values are put in as they are and
 * never read as templates again; nothing is ever carried out.
 */
final class TemplateText {

  private final List<Piece> pieces;

  private TemplateText(List<Piece> pieces) {
    this.pieces = pieces;
  }

  private sealed interface Piece {}

  private record Literal(String text) implements Piece {}

  private record Value(Placeholder placeholder) implements Piece {}

  private record Optionally(List<Piece> pieces) implements Piece {}

  /**
   * What is wrong with a text, and where.
   *
   * @param at the position in the text, from 0
   * @param found what stands there
   */
  record Fault(Kind kind, int at, String found) {
    enum Kind {
      UNKNOWN_PLACEHOLDER,
      UNCLOSED_BRACE,
      UNCLOSED_GROUP,
      GROUP_IN_GROUP
    }
  }

  /** A text taken apart, or the first thing that is wrong with it. */
  record Parsed(@Nullable TemplateText text, @Nullable Fault fault) {}

  static Parsed parse(String text) {
    return new Parser(text).all();
  }

  /** All placeholders, those of optional parts too. */
  Set<Placeholder> placeholders() {
    Set<Placeholder> all = EnumSet.noneOf(Placeholder.class);
    collect(pieces, true, all);
    return all;
  }

  /** The placeholders that stand outside of optional parts. */
  Set<Placeholder> required() {
    Set<Placeholder> all = EnumSet.noneOf(Placeholder.class);
    collect(pieces, false, all);
    return all;
  }

  /**
   * The text with its values.
   *
   * @param values null where there is none
   * @return empty when a value is missing that stands outside of an optional part
   */
  Optional<String> render(Function<Placeholder, @Nullable String> values) {
    return render(pieces, values);
  }

  private static Optional<String> render(
      List<Piece> pieces, Function<Placeholder, @Nullable String> values) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Literal literal -> out.append(literal.text());
        case Optionally part -> render(part.pieces(), values).ifPresent(out::append);
        case Value value -> {
          String found = values.apply(value.placeholder());
          if (found == null || found.isEmpty()) {
            return Optional.empty();
          }
          out.append(found);
        }
      }
    }
    return Optional.of(out.toString());
  }

  private static void collect(List<Piece> pieces, boolean optional, Set<Placeholder> into) {
    for (Piece piece : pieces) {
      switch (piece) {
        case Value value -> into.add(value.placeholder());
        case Optionally part when optional -> collect(part.pieces(), true, into);
        default -> {}
      }
    }
  }

  /** One walk over the text. */
  private static final class Parser {

    private final String text;
    private final List<Piece> outer = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private @Nullable List<Piece> group;
    private int groupAt;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Parsed all() {
      while (at < text.length()) {
        Fault fault = step();
        if (fault != null) {
          return new Parsed(null, fault);
        }
      }
      if (group != null) {
        return new Parsed(null, new Fault(Fault.Kind.UNCLOSED_GROUP, groupAt, "[["));
      }
      flush();
      return new Parsed(new TemplateText(List.copyOf(outer)), null);
    }

    private @Nullable Fault step() {
      if (text.startsWith("{{", at)) {
        literal.append('{');
        at += 2;
      } else if (text.startsWith("[[", at)) {
        return openGroup();
      } else if (group != null && text.startsWith("]]", at)) {
        flush();
        outer.add(new Optionally(List.copyOf(group)));
        group = null;
        at += 2;
      } else if (text.charAt(at) == '{') {
        return placeholder();
      } else {
        literal.append(text.charAt(at++));
      }
      return null;
    }

    private @Nullable Fault openGroup() {
      if (group != null) {
        return new Fault(Fault.Kind.GROUP_IN_GROUP, at, "[[");
      }
      flush();
      group = new ArrayList<>();
      groupAt = at;
      at += 2;
      return null;
    }

    private @Nullable Fault placeholder() {
      int end = text.indexOf('}', at);
      if (end < 0) {
        return new Fault(Fault.Kind.UNCLOSED_BRACE, at, text.substring(at));
      }
      String name = text.substring(at + 1, end).strip();
      Optional<Placeholder> known = Placeholder.named(name);
      if (known.isEmpty()) {
        return new Fault(Fault.Kind.UNKNOWN_PLACEHOLDER, at, name);
      }
      flush();
      current().add(new Value(known.get()));
      at = end + 1;
      return null;
    }

    private List<Piece> current() {
      return group == null ? outer : group;
    }

    private void flush() {
      if (!literal.isEmpty()) {
        current().add(new Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }
}
