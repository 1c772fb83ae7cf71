package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.KeyReused;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request under the id of something that is there, beside the request that made it. The id
 * follows from the caller and the key: what differs is meant to be another thing.
 *
 * @param what is there, such as an override
 * @param differences in the order of the fields
 */
record Repetition(Text what, String id, List<Difference> differences) {

  /** Longer texts are shown by the place where they part: a note is a page. */
  private static final int SHOWN = 80;

  private static final int BEFORE_THEY_PART = 20;

  Repetition(String zh, String en, String id) {
    this(new Text(zh, en), id, List.of());
  }

  Repetition {
    differences = List.copyOf(differences);
  }

  /** One field as it was then and as it came now. */
  record Difference(String field, Text first, Text now) {}

  /**
   * With one field more.
   *
   * @param first as it was asked for then; what became of it since is no part of the request
   */
  Repetition with(String field, @Nullable Object first, @Nullable Object now) {
    if (Objects.equals(first, now)) {
      return this;
    }
    List<Difference> all = new ArrayList<>(differences);
    all.add(new Difference(field, shown(first, now), shown(now, first)));
    return new Repetition(what, id, all);
  }

  /** What is there stays as it is; to a request for something else it is no answer. */
  <S> Decision<S> of(S unchanged) {
    return differences.isEmpty() ? new Accepted<>(unchanged) : new KeyReused<>(detail());
  }

  private Text detail() {
    return new Text(
        "该 Idempotency-Key 已用于%s %s，应为 %s，但收到 %s；如需另行登记，请换一个 Idempotency-Key"
            .formatted(what.zh(), id, all("、", d -> d.first().zh()), all("、", d -> d.now().zh())),
        "Expected what this Idempotency-Key brought before, %s %s with %s, but got %s; to enter something else, send another Idempotency-Key"
            .formatted(
                what.en(), id, all(", ", d -> d.first().en()), all(", ", d -> d.now().en())));
  }

  private String all(String between, Function<Difference, String> value) {
    return String.join(
        between, differences.stream().map(d -> d.field() + " " + value.apply(d)).toList());
  }

  private static Text shown(@Nullable Object value, @Nullable Object other) {
    if (value == null) {
      return new Text("（无）", "(none)");
    }
    String text = value.toString();
    if (text.isEmpty()) {
      return new Text("（空）", "(empty)");
    }
    String shown = text.length() <= SHOWN ? text : around(text, String.valueOf(other));
    return new Text(shown, shown);
  }

  private static String around(String text, String other) {
    int parts = 0;
    while (parts < Math.min(text.length(), other.length())
        && text.charAt(parts) == other.charAt(parts)) {
      parts++;
    }
    String from = parts <= SHOWN / 2 ? text : "…" + before(text, parts);
    int most = Math.min(SHOWN, from.codePointCount(0, from.length()));
    String shown = from.substring(0, from.offsetByCodePoints(0, most));
    return shown.length() < from.length() ? shown + "…" : shown;
  }

  private static String before(String text, int parts) {
    return text.substring(text.offsetByCodePoints(parts, -BEFORE_THEY_PART));
  }
}
