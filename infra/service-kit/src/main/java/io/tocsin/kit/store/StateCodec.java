package io.tocsin.kit.store;

import java.util.Map;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** How an aggregate's state lies in its document. */
public interface StateCodec<S> {

  /**
   * The state as the sub-document {@code state}: its bytes, which the driver copies as they are.
   */
  RawBsonDocument encode(S state);

  S decode(BsonDocument state);

  /**
   * Fields beside {@code state} that queries need (BSON types: String, Boolean, Long, {@code
   * java.util.Date}); a null value removes the field, so that sparse and partial indexes hold
   * active documents only.
   */
  default Map<String, @Nullable Object> indexed(S state) {
    return Map.of();
  }
}
