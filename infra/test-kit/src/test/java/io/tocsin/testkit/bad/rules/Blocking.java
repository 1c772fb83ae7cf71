package io.tocsin.testkit.bad.rules;

import reactor.core.publisher.Mono;

final class Blocking {
  void wait(Mono<Void> answer) {
    answer.block();
  }
}
