package io.tocsin.testkit.bad.rules;

import io.tocsin.testkit.good.domain.Grading;

final class Stranger {
  int level(Grading grading) {
    return grading.level();
  }
}
