package io.tocsin.kit.store;

import io.tocsin.testkit.EmbeddedPlatform;

/** On the store of the embedded default. */
class EmbeddedStoreTest extends AggregateStoreConformance {

  @Override
  String mongoUri() {
    return EmbeddedPlatform.mongoUri();
  }
}
