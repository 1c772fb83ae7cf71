package io.tocsin.roster.domain;

import java.util.List;

/** What came of a request. */
public sealed interface Decision<S> {

  /** It holds; the state as it is with it. */
  record Accepted<S>(S state) implements Decision<S> {}

  /**
   * It does not, and nothing changed.
   *
   * @param detail what was expected and what is
   * @param missing by name, what it would take
   */
  record Refused<S>(Text detail, List<String> missing) implements Decision<S> {
    public Refused {
      missing = List.copyOf(missing);
    }
  }

  /**
   * Nobody could ever do this: the request itself is wrong.
   *
   * @param field where it is, such as {@code give.until}
   */
  record Invalid<S>(String field, Text detail) implements Decision<S> {}

  /**
   * The caller asked for something else with the same key before. That stays as it is; answered
   * with it, the caller would take this for done.
   *
   * @param detail what came with the key then and what came now
   */
  record KeyReused<S>(Text detail) implements Decision<S> {}

  /** There is nothing of that name. */
  record Unknown<S>(Text detail) implements Decision<S> {}

  static <S> Decision<S> refused(String zh, String en, String... missing) {
    return new Refused<>(new Text(zh, en), List.of(missing));
  }
}
