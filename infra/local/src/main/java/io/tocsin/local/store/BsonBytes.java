package io.tocsin.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;

/** Documents as they lie on disk: BSON. */
final class BsonBytes {

  private BsonBytes() {}

  static byte[] encode(Map<String, ?> document) {
    return BsonWriter.document(document);
  }

  static Document decode(byte[] bytes) {
    return new BsonReader(bytes).document();
  }
}
