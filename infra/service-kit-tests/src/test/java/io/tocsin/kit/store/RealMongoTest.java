package io.tocsin.kit.store;

import io.tocsin.testkit.RealMongo;

/** On MongoDB itself; skipped where there is no Docker. */
class RealMongoTest extends AggregateStoreConformance {

  @Override
  String mongoUri() {
    return RealMongo.mongoUri();
  }
}
