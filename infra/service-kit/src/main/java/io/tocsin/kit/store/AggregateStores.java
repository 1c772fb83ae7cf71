package io.tocsin.kit.store;

import com.mongodb.client.model.IndexModel;
import java.util.List;

/**
 * Opens the stores of a service's own database. One bean; it also runs the sweeper over every store
 * it opened.
 */
public interface AggregateStores {

  /**
   * Opens one store.
   *
   * @param collection in the service's own database
   * @param handledBound how many of the latest handled ids a document keeps; at least twice the
   *     records that one fold can bring
   * @param indexes created when missing
   */
  <S> AggregateStore<S> open(
      String collection, StateCodec<S> codec, int handledBound, List<IndexModel> indexes);
}
