package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the index for a query: as many leading fields as have an equality, then one range, then
 * the order. Costs are not estimated: with the few indexes of a service the shape of the query
 * decides.
 */
final class QueryPlanner {

  private static final int MAX_PREFIXES = 5_000;
  private static final int FIELD_WORTH = 10;
  private static final int ORDER_WORTH = 6;
  private static final int RANGE_WORTH = 5;
  private static final int UNIQUE_WORTH = 1_000;

  private QueryPlanner() {}

  static Plan plan(Collection<StoreIndex> indexes, Document query, @Nullable Document order) {
    Conditions conditions = new Conditions(query);
    List<@Nullable Object> ids = conditions.oneOf("_id");
    if (ids != null) {
      return new Plan.ByKeys(ids);
    }
    Plan.ByIndex best = null;
    for (StoreIndex index : indexes) {
      Plan.ByIndex plan = byIndex(index, conditions, order);
      if (plan != null && (best == null || plan.worth() > best.worth())) {
        best = plan;
      }
    }
    Plan.ByKeyRange range = byKeyRange(conditions, order);
    if (best != null && !(range.isOrdered() && !best.isOrdered() && best.worth() <= ORDER_WORTH)) {
      return best;
    }
    if (range.isEverything() && !range.isOrdered()) {
      Plan any = anyOf(indexes, query);
      return any == null ? range : any;
    }
    return range;
  }

  private static @Nullable Plan anyOf(Collection<StoreIndex> indexes, Document query) {
    if (!(query.get("$or") instanceof Collection<?> branches)) {
      return null;
    }
    List<Plan> parts = new ArrayList<>();
    for (Object branch : branches) {
      if (!(branch instanceof Document d)) {
        return null;
      }
      Plan part = plan(indexes, d, null);
      if (part instanceof Plan.ByKeyRange range && range.isEverything()) {
        return null;
      }
      parts.add(part);
    }
    return new Plan.AnyOf(parts);
  }

  private static Plan.ByKeyRange byKeyRange(Conditions conditions, @Nullable Document order) {
    boolean ordered = false;
    boolean reverse = false;
    if (order != null && !order.isEmpty()) {
      // _id is unique: whatever is asked for after it has nothing left to order.
      Map.Entry<String, Object> first = order.entrySet().iterator().next();
      ordered = first.getKey().equals("_id");
      reverse = ordered && direction(first.getValue()) < 0;
    }
    return new Plan.ByKeyRange(conditions.low("_id"), conditions.high("_id"), ordered, reverse);
  }

  private static Plan.@Nullable ByIndex byIndex(
      StoreIndex index, Conditions conditions, @Nullable Document order) {
    if (!holdsAll(index.spec(), conditions)) {
      return null;
    }
    List<String> fields = index.entryFields();
    List<List<@Nullable Object>> prefixes = List.of(List.of());
    int fixed = 0;
    for (; fixed < fields.size(); fixed++) {
      List<@Nullable Object> values = conditions.oneOf(fields.get(fixed));
      if (values == null
          || values.size() * prefixes.size() > MAX_PREFIXES
          // An array may lack the field in one of its elements and have no entry that says so.
          || index.isMultikey() && values.stream().anyMatch(Objects::isNull)) {
        break;
      }
      prefixes = extend(prefixes, values);
    }
    Object low = null;
    Object high = null;
    if (fixed < fields.size()) {
      low = conditions.low(fields.get(fixed));
      high = conditions.high(fields.get(fixed));
      if (index.isMultikey() && low != null && high != null) {
        // One element may satisfy the lower bound and another the upper.
        high = null;
      }
    }
    boolean range = low != null || high != null;
    int direction =
        index.isMultikey() || prefixes.size() != 1 ? 0 : orderedFrom(index, fixed, order);
    if (fixed == 0 && !range && direction == 0) {
      return null;
    }
    int worth =
        fixed * FIELD_WORTH
            + (index.spec().unique() && fixed == fields.size() ? UNIQUE_WORTH : 0)
            + (range ? RANGE_WORTH : 0)
            + (direction != 0 ? ORDER_WORTH : 0);
    return new Plan.ByIndex(index, prefixes, low, high, direction != 0, direction < 0, worth);
  }

  private static List<List<@Nullable Object>> extend(
      List<List<@Nullable Object>> prefixes, List<@Nullable Object> values) {
    List<List<@Nullable Object>> extended = new ArrayList<>();
    for (List<@Nullable Object> prefix : prefixes) {
      for (Object value : values) {
        List<@Nullable Object> longer = new ArrayList<>(prefix);
        longer.add(value);
        extended.add(longer);
      }
    }
    return extended;
  }

  /** A sparse or partial index is of use only to queries that cannot want what it leaves out. */
  private static boolean holdsAll(IndexSpec spec, Conditions conditions) {
    if (spec.sparse() && spec.fields().stream().noneMatch(conditions::excludesMissing)) {
      return false;
    }
    return spec.partial() == null
        || spec.partial().entrySet().stream()
            .allMatch(e -> implies(conditions, e.getKey(), e.getValue()));
  }

  private static boolean implies(Conditions conditions, String field, Object filter) {
    if (conditions.of(field).contains(filter)) {
      return true;
    }
    if (filter instanceof Document d && d.equals(new Document("$exists", true))) {
      return conditions.excludesMissing(field);
    }
    List<@Nullable Object> values = conditions.oneOf(field);
    return values != null
        && !field.startsWith("$")
        && values.stream()
            .allMatch(v ->
                new DefaultQueryMatcher().matches(nested(field, v), new Document(field, filter)));
  }

  private static Document nested(String path, @Nullable Object value) {
    int dot = path.indexOf('.');
    return dot < 0
        ? new Document(path, value)
        : new Document(path.substring(0, dot), nested(path.substring(dot + 1), value));
  }

  /**
   * 1 or -1 when the index, after {@code fixed} fields of one value each, yields the order asked
   * for; else 0.
   */
  private static int orderedFrom(StoreIndex index, int fixed, @Nullable Document order) {
    if (order == null || order.isEmpty()) {
      return 0;
    }
    List<String> fields = index.entryFields();
    int at = fixed;
    int direction = 0;
    for (Map.Entry<String, Object> wanted : order.entrySet()) {
      int position = fields.indexOf(wanted.getKey());
      if (position >= 0 && position < fixed) {
        continue;
      }
      int next = direction(wanted.getValue());
      if (next == 0 || position != at || direction != 0 && direction != next) {
        return 0;
      }
      direction = next;
      at++;
    }
    return direction == 0 ? 1 : direction;
  }

  private static int direction(Object value) {
    return value instanceof Number n ? Integer.signum(n.intValue()) : 0;
  }
}
