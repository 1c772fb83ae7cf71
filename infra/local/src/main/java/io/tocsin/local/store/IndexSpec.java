package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index as {@code createIndexes} describes it. Entries are kept ascending whatever the direction
 * of a field: they are read from either end.
 *
 * @param partial only documents that match it are indexed
 * @param expireAfter documents go this long after the time in the index's only field
 */
record IndexSpec(
    String name,
    List<IndexKey> keys,
    boolean unique,
    boolean sparse,
    @Nullable Document partial,
    @Nullable Duration expireAfter) {

  private static final Set<String> KNOWN =
      Set.of(
          "key",
          "name",
          "ns",
          "v",
          "unique",
          "sparse",
          "background",
          "partialFilterExpression",
          "expireAfterSeconds");

  static IndexSpec of(Document description) {
    String name = String.valueOf(description.get("name"));
    for (String option : description.keySet()) {
      if (!KNOWN.contains(option)) {
        throw Refusals.unsupported("the option '%s' of the index '%s'".formatted(option, name));
      }
    }
    Duration expireAfter =
        description.get("expireAfterSeconds") instanceof Number seconds
            ? Duration.ofSeconds(seconds.longValue())
            : null;
    return new IndexSpec(
        name,
        keys(name, description),
        Utils.isTrue(description.get("unique")),
        Utils.isTrue(description.get("sparse")),
        description.get("partialFilterExpression") instanceof Document partial ? partial : null,
        expireAfter);
  }

  private static List<IndexKey> keys(String name, Document description) {
    if (!(description.get("key") instanceof Document key) || key.isEmpty()) {
      throw Refusals.badValue(
          "Expected fields in 'key' of the index '%s', but got none".formatted(name));
    }
    List<IndexKey> keys = new ArrayList<>();
    for (Map.Entry<String, Object> field : key.entrySet()) {
      if (!(field.getValue() instanceof Number direction)) {
        throw Refusals.unsupported(
            "an index of type '%s' ('%s')".formatted(field.getValue(), name));
      }
      if (field.getKey().contains("$")) {
        throw Refusals.unsupported("a wildcard index ('%s')".formatted(name));
      }
      keys.add(new IndexKey(field.getKey(), direction.intValue() > 0));
    }
    return keys;
  }

  List<String> fields() {
    return keys.stream().map(IndexKey::getKey).toList();
  }

  boolean covers(Document document) {
    return partial == null || new DefaultQueryMatcher().matches(document, partial);
  }

  /** Same name and same meaning; the description's other words (v, background) do not matter. */
  boolean means(IndexSpec other) {
    return directions().equals(other.directions())
        && unique == other.unique
        && sparse == other.sparse
        && Objects.equals(partial, other.partial)
        && Objects.equals(expireAfter, other.expireAfter);
  }

  private List<String> directions() {
    return keys.stream().map(k -> k.getKey() + (k.isAscending() ? "+" : "-")).toList();
  }
}
