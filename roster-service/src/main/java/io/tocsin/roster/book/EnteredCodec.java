package io.tocsin.roster.book;

import io.tocsin.kit.store.StateCodec;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Reads what it can, and says of the rest why it could not. */
record EnteredCodec<S>(StateCodec<S> codec) implements StateCodec<Entered<S>> {

  @Override
  public RawBsonDocument encode(Entered<S> entered) {
    S state = entered.state();
    if (state == null) {
      throw new IllegalStateException(
          "Expected entries that could be read, but got some of which " + entered.trouble());
    }
    return codec.encode(state);
  }

  @Override
  public Entered<S> decode(BsonDocument document) {
    try {
      return Entered.of(codec.decode(document));
    } catch (RuntimeException e) {
      return new Entered<>(null, e.toString());
    }
  }

  @Override
  public Map<String, @Nullable Object> indexed(Entered<S> entered) {
    S state = entered.state();
    return state == null ? Map.of() : codec.indexed(state);
  }
}
