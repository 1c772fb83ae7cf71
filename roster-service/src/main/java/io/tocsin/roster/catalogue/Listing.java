package io.tocsin.roster.catalogue;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list in the document's order. A cursor names the last item shown; when that one has
 * been removed meanwhile the list begins anew.
 *
 * @param limit items on a page, 1 to 1000
 */
record Listing(@Nullable String cursor, int limit) {

  static final String DEFAULT_LIMIT = "200";
  private static final int MOST = 1000;

  Listing {
    if (limit < 1 || limit > MOST) {
      LocalText message =
          new LocalText(
              "应为 1 至 %d，但收到 %d".formatted(MOST, limit),
              "Expected 1 to %d, but got %d".formatted(MOST, limit));
      throw Problems.badRequest(message, List.of(new FieldError("limit", message)));
    }
  }

  <T, V> PageOf<V> page(String list, List<T> all, Function<T, String> id, Function<T, V> view) {
    int from = 0;
    if (cursor != null) {
      String last = Cursors.read(list, cursor).getFirst();
      while (from < all.size() && !id.apply(all.get(from)).equals(last)) {
        from++;
      }
      from = from == all.size() ? 0 : from + 1;
    }
    int to = Math.min(all.size(), from + limit);
    String next = to < all.size() ? Cursors.write(list, id.apply(all.get(to - 1))) : null;
    return new PageOf<>(all.subList(from, to).stream().map(view).toList(), next);
  }

  static <T> T one(List<T> all, Function<T, String> id, String wanted, String zh, String en) {
    return all.stream()
        .filter(item -> id.apply(item).equals(wanted))
        .findFirst()
        .orElseThrow(() -> unknown(wanted, zh, en));
  }

  static ProblemException unknown(String wanted, String zh, String en) {
    return Problems.notFound(
        new LocalText(
            "应为已定义的%s，但没有 %s".formatted(zh, wanted),
            "Expected a defined %s, but there is no %s".formatted(en, wanted)));
  }
}
