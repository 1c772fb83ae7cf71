package io.tocsin.incident.domain;

import java.util.List;

/**
 * Something that a guard waits for.
 *
 * @param name short and stable, such as {@code business test}
 * @param expected "Expected …, but …" as a whole sentence
 */
public record Missing(String name, Text expected) {

  /** One refusal for all of them. */
  static Decision.Refused refusal(List<Missing> missing) {
    Text detail = missing.stream().map(Missing::expected).reduce(Text::then).orElseThrow();
    return new Decision.Refused(detail, missing.stream().map(Missing::name).toList());
  }
}
