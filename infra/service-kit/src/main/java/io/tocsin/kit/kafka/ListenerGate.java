package io.tocsin.kit.kafka;

import reactor.core.publisher.Mono;

/** What listeners wait for before they handle their first batch, such as a copy of the set-up. */
@FunctionalInterface
public interface ListenerGate {

  /** Completes once the gate is open; it never closes again. */
  Mono<Void> opened();
}
