/**
 * Measures a running platform from outside, and in the same run the floors that it stands on: a
 * bare Kafka hop, a bare SMPP submit, a bare fsync. A figure without its floor says more of the
 * machine than of the platform.
 */
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
