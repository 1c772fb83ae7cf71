package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One place in the document. What is wrong with it is noted under its path, and reading goes on, so
 * that one run names every wrong line.
 *
 * @param path such as {@code units[3].parent}; empty for the document itself
 * @param held tells of a path whether what stands there holds already
 */
record Field(String path, Tree tree, List<FieldError> errors, Predicate<String> held) {

  private static final int LONGEST_QUOTE = 60;

  /** Of a document of which nothing holds yet. */
  static Field root(Tree tree) {
    return root(tree, path -> false);
  }

  static Field root(Tree tree, Predicate<String> held) {
    return new Field("", tree, new ArrayList<>(), held);
  }

  /**
   * Whether it holds already. A limit that a later build draws is for what is written anew: it must
   * not keep anything else from being changed.
   */
  boolean holds() {
    return held.test(path);
  }

  boolean present() {
    return !(tree instanceof Tree.Nothing);
  }

  Field field(String name) {
    Tree child = tree instanceof Tree.Entries entries ? entries.map().get(name) : null;
    return new Field(
        path.isEmpty() ? name : path + "." + name,
        Tree.orNothing(child, tree.line()),
        errors,
        held);
  }

  /** Refuses what is no mapping, and names that mean nothing here: most of them are misspelt. */
  Field only(String... names) {
    if (tree instanceof Tree.Entries entries) {
      Set<String> known = Set.of(names);
      for (String name : entries.map().keySet()) {
        if (!known.contains(name)) {
          field(name)
              .expected(
                  "应为 " + Arrays.toString(names) + " 之一",
                  "one of " + Arrays.toString(names),
                  "一个未知的名称",
                  "an unknown name");
        }
      }
    } else if (present()) {
      expected("应为映射", "a mapping");
    }
    return this;
  }

  /** The items of a list; none when it is left out. */
  List<Field> items() {
    if (tree instanceof Tree.Items items) {
      List<Field> fields = new ArrayList<>(items.list().size());
      for (int i = 0; i < items.list().size(); i++) {
        fields.add(new Field(path + "[" + i + "]", items.list().get(i), errors, held));
      }
      return fields;
    }
    if (present()) {
      expected("应为列表", "a list");
    }
    return List.of();
  }

  /** Like {@link #items}, but none is one too few. */
  List<Field> someItems() {
    List<Field> items = items();
    if (items.isEmpty() && (tree instanceof Tree.Items || !present())) {
      expected("应至少有一项", "at least one item", "没有", "there is none");
    }
    return items;
  }

  /** The text as it stands, null where there is none. */
  @Nullable String peek() {
    return tree instanceof Tree.Scalar scalar ? scalar.text().strip() : null;
  }

  /** A text that has to be there; empty after an error. */
  String text() {
    String text = optionalText();
    if (!present()) {
      expected("应有文本", "a text", "缺失", "it is missing");
    }
    return text == null ? "" : text;
  }

  @Nullable String optionalText() {
    String text = peek();
    if (text == null) {
      if (present()) {
        expected("应为文本", "a text");
      }
      return null;
    }
    if (text.isEmpty() || text.length() > 500) {
      expected("应为 1 至 500 个字符的文本", "a text of 1 to 500 characters");
      return null;
    }
    Integer none = holds() ? null : noCharacter(text);
    if (none != null) {
      String code = "U+%04X".formatted(none);
      expected("应为没有控制字符的文本", "a text without control characters", "收到 " + code, "got " + code);
      return null;
    }
    return text;
  }

  /**
   * The first code point that XML 1.0 has no place for: it would break the feeds and the alerts
   * that carry the name, and half of a pair comes back from no store and no export as it was.
   */
  private static @Nullable Integer noCharacter(String text) {
    return text.codePoints()
        .filter(c ->
            (c < ' ' && c != '\t' && c != '\n' && c != '\r')
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || c == 0xFFFE
                || c == 0xFFFF)
        .boxed()
        .findFirst()
        .orElse(null);
  }

  /**
   * A value read by {@code read}, {@code otherwise} where none stands or a wrong one, which is
   * noted. Of the errors of {@code read} only runtime ones count; all mean "not such a value".
   */
  <T> T value(T otherwise, String zh, String en, Function<String, T> read) {
    String text = optionalText();
    if (text == null) {
      return otherwise;
    }
    try {
      return read.apply(text);
    } catch (RuntimeException e) {
      expected(zh, en);
      return otherwise;
    }
  }

  <E extends Enum<E>> E oneOf(Class<E> type, E otherwise) {
    return value(
        otherwise, one(type, "应为", "之一"), one(type, "one of", ""), t -> Enum.valueOf(type, t));
  }

  private static <E extends Enum<E>> String one(Class<E> type, String before, String after) {
    return before
        + " "
        + Arrays.toString(type.getEnumConstants())
        + (after.isEmpty() ? "" : " " + after);
  }

  /** The name of something that the document has to define somewhere. */
  String reference(Set<String> defined, String zhKind, String enKind) {
    String name = text();
    if (!name.isEmpty() && !defined.contains(name)) {
      expected("应为已定义的" + zhKind, "the name of a defined " + enKind);
    }
    return name;
  }

  /** Notes what was expected, and what stands here instead. */
  void expected(String zh, String en) {
    String got =
        switch (tree) {
          case Tree.Scalar s -> quote(s.text());
          case Tree.Nothing n -> "";
          case Tree.Items i -> "[…]";
          case Tree.Entries e -> "{…}";
        };
    if (got.isEmpty()) {
      expected(zh, en, "缺失", "it is missing");
    } else {
      expected(zh, en, "收到 " + got, "got " + got);
    }
  }

  void expected(String zh, String en, String zhBut, String enBut) {
    String zhLine = tree.line() > 0 ? "（第" + tree.line() + "行）" : "";
    String enLine = tree.line() > 0 ? " (line " + tree.line() + ")" : "";
    errors.add(
        new FieldError(
            path,
            new LocalText(
                zh + "，但" + zhBut + zhLine, "Expected " + en + ", but " + enBut + enLine)));
  }

  private static String quote(String text) {
    return '"'
        + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text)
        + '"';
  }
}
