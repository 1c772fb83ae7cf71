/** The Kafka edge: publishing, keyed batch listeners, dead letters, copies of compacted topics. */
@NullMarked
package io.tocsin.kit.kafka;

import org.jspecify.annotations.NullMarked;
