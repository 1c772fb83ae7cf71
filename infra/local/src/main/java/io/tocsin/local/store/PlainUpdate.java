package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An update of a document's own fields, the kind that nearly all are. The framework copies a
 * document deeply twice and compares it whole for each; here the fields that stay are shared. What
 * is not plain, and whatever is to be refused, is the framework's.
 */
final class PlainUpdate {

  private static final Set<String> OPERATORS = Set.of("$set", "$unset", "$push", "$pull");
  private static final QueryMatcher MATCHER = new DefaultQueryMatcher();

  private final Document update;

  private PlainUpdate(Document update) {
    this.update = update;
  }

  /** Null when the update is not plain. */
  static @Nullable PlainUpdate of(Document update) {
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, Object> part : update.entrySet()) {
      if (!OPERATORS.contains(part.getKey()) || !(part.getValue() instanceof Document fields)) {
        return null;
      }
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        if (!isOwnField(field.getKey())
            || !seen.add(field.getKey())
            || !isPlain(part.getKey(), field.getValue())) {
          return null;
        }
      }
    }
    return update.isEmpty() ? null : new PlainUpdate(update);
  }

  private static boolean isOwnField(String name) {
    return !name.isEmpty() && name.charAt(0) != '$' && name.indexOf('.') < 0 && !name.equals("_id");
  }

  private static boolean isPlain(String operator, @Nullable Object value) {
    return switch (operator) {
      case "$push" ->
          value instanceof Document push
              && push.get("$each") instanceof Collection
              && (push.size() == 1
                  || push.size() == 2 && push.get("$slice") instanceof Integer slice && slice < 0);
      case "$pull" ->
          value instanceof Document condition
              && condition.keySet().stream().noneMatch(k -> k.startsWith("$"));
      default -> true;
    };
  }

  /** A document before and after an update. */
  record Step(Document before, Document after, boolean isChange) {}

  /** Null when the document does not allow this update. */
  @Nullable Step apply(Document before) {
    Document after = new Document(before);
    boolean changed = false;
    for (Map.Entry<String, Object> part : update.entrySet()) {
      for (Map.Entry<String, Object> field : ((Document) part.getValue()).entrySet()) {
        String name = field.getKey();
        Object old = after.get(name);
        switch (part.getKey()) {
          case "$set" -> {
            if (!after.containsKey(name) || !isSame(old, field.getValue())) {
              after.put(name, field.getValue());
              changed = true;
            }
          }
          case "$unset" -> {
            changed |= after.containsKey(name);
            after.remove(name);
          }
          default -> {
            if (old != null && !(old instanceof List)) {
              return null;
            }
            List<?> now =
                part.getKey().equals("$push")
                    ? pushed((List<?>) old, (Document) field.getValue())
                    : pulled((List<?>) old, field.getValue());
            if (now != null && !now.equals(old)) {
              after.put(name, now);
              changed = true;
            }
          }
        }
      }
    }
    return new Step(before, after, changed);
  }

  /** As the framework sees it: 1 is the same as 1.0, and writing it changes nothing. */
  private static boolean isSame(@Nullable Object a, @Nullable Object b) {
    return a instanceof Number && b instanceof Number
        ? KeyType.compareValues(a, b) == 0
        : Objects.equals(a, b);
  }

  private static List<?> pushed(@Nullable List<?> old, Document push) {
    List<Object> now = old == null ? new ArrayList<>() : new ArrayList<>(old);
    now.addAll((Collection<?>) push.get("$each"));
    return push.get("$slice") instanceof Integer slice && now.size() > -slice
        ? new ArrayList<>(now.subList(now.size() + slice, now.size()))
        : now;
  }

  private static @Nullable List<?> pulled(@Nullable List<?> old, Object condition) {
    return old == null
        ? null
        : old.stream().filter(e -> !MATCHER.matchesValue(condition, e)).toList();
  }
}
