package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a query surely demands of each field, as far as an index can use it. The matcher decides
 * about the rest.
 */
final class Conditions {

  private final Map<String, List<Object>> byField = new HashMap<>();

  Conditions(Document query) {
    collect(query);
  }

  private void collect(Document query) {
    for (Map.Entry<String, Object> e : query.entrySet()) {
      if (e.getKey().equals("$and") && e.getValue() instanceof Collection<?> all) {
        for (Object one : all) {
          if (one instanceof Document d) {
            collect(d);
          }
        }
      } else if (!e.getKey().startsWith("$")) {
        byField.computeIfAbsent(e.getKey(), k -> new ArrayList<>()).add(e.getValue());
      }
    }
  }

  /**
   * The values of which the field must have one (equality, {@code $eq}, {@code $in}); null when
   * nothing says so.
   */
  @Nullable List<@Nullable Object> oneOf(String field) {
    for (Object condition : of(field)) {
      List<@Nullable Object> values = valuesOf(condition);
      if (values != null) {
        return values;
      }
    }
    return null;
  }

  private static @Nullable List<@Nullable Object> valuesOf(@Nullable Object condition) {
    if (isScalar(condition)) {
      return Collections.singletonList(condition);
    }
    if (!(condition instanceof Document d)
        || BsonRegularExpression.isRegularExpression(d)
        || d.isEmpty()) {
      return null;
    }
    if (d.containsKey("$eq")) {
      return isScalar(d.get("$eq")) ? Collections.singletonList(d.get("$eq")) : null;
    }
    if (d.get("$in") instanceof Collection<?> values) {
      return values.stream().allMatch(Conditions::isScalar)
          ? new ArrayList<>(new LinkedHashSet<>(values))
          : null;
    }
    boolean isValue = d.keySet().stream().noneMatch(k -> k.startsWith("$"));
    return isValue ? Collections.singletonList(d) : null;
  }

  /** The bound of {@code $gt} or {@code $gte}, or the least value of the upper bound's type. */
  @Nullable Object low(String field) {
    Object low = bound(field, "$gt", "$gte");
    return low != null ? low : leastLike(bound(field, "$lt", "$lte"));
  }

  /** The bound of {@code $lt} or {@code $lte}, or the greatest value of the lower bound's type. */
  @Nullable Object high(String field) {
    Object high = bound(field, "$lt", "$lte");
    return high != null ? high : greatestLike(bound(field, "$gt", "$gte"));
  }

  private @Nullable Object bound(String field, String strict, String inclusive) {
    for (Object condition : of(field)) {
      if (condition instanceof Document d) {
        for (String operator : List.of(strict, inclusive)) {
          Object value = d.get(operator);
          if (value != null && isScalar(value)) {
            return value;
          }
        }
      }
    }
    return null;
  }

  /**
   * A comparison finds values of its own type only; without this, "before noon" would read every
   * missing time.
   */
  private static @Nullable Object leastLike(@Nullable Object value) {
    return switch (value) {
      case Number n -> Double.NEGATIVE_INFINITY;
      case String s -> "";
      case Instant i -> Instant.MIN;
      case null, default -> null;
    };
  }

  private static @Nullable Object greatestLike(@Nullable Object value) {
    return switch (value) {
      case Number n -> Double.NaN;
      case Instant i -> Instant.MAX;
      case null, default -> null;
    };
  }

  /** Whether the query finds only documents that have this field, and not null in it. */
  boolean excludesMissing(String field) {
    List<@Nullable Object> values = oneOf(field);
    if (values != null) {
      return values.stream().allMatch(Objects::nonNull);
    }
    return bound(field, "$gt", "$gte") != null || bound(field, "$lt", "$lte") != null;
  }

  List<Object> of(String field) {
    return byField.getOrDefault(field, Collections.emptyList());
  }

  private static boolean isScalar(@Nullable Object value) {
    return !(value instanceof Collection
        || value instanceof Document
        || value instanceof BsonRegularExpression
        || value instanceof Missing);
  }
}
