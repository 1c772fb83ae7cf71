/** Readiness that knows Kafka and MongoDB; liveness that does not. */
@NullMarked
package io.tocsin.kit.health;

import org.jspecify.annotations.NullMarked;
