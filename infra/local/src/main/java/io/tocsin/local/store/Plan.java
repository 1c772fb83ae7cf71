package io.tocsin.local.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a query looks for documents. A plan may find too many, never too few: the matcher has the
 * last word.
 */
sealed interface Plan {

  /** Whether the documents come in the order that was asked for. */
  default boolean isOrdered() {
    return false;
  }

  /** Documents with these keys. */
  record ByKeys(List<@Nullable Object> ids) implements Plan {}

  /** Documents by their keys in a range; everything when both ends are open. */
  record ByKeyRange(@Nullable Object low, @Nullable Object high, boolean isOrdered, boolean reverse)
      implements Plan {

    boolean isEverything() {
      return low == null && high == null;
    }
  }

  /**
   * Entries of an index that begin with one of {@code prefixes} and go on within a range.
   *
   * @param worth compares plans: more of the query is answered by the index
   */
  record ByIndex(
      StoreIndex index,
      List<List<@Nullable Object>> prefixes,
      @Nullable Object low,
      @Nullable Object high,
      boolean isOrdered,
      boolean reverse,
      int worth)
      implements Plan {}

  /** What any of the parts finds. */
  record AnyOf(List<Plan> parts) implements Plan {}
}
