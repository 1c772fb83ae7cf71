/** A real Kafka broker inside this process, and the topics every cluster gets. */
@NullMarked
package io.tocsin.local.broker;

import org.jspecify.annotations.NullMarked;
