package io.tocsin.notification.sending;

import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.NextStep;
import io.tocsin.notification.sending.Gate.Passed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One delivery and what becomes of it.
 *
 * @param lane where it is handed over, with a place in its window; null where it is not
 */
record Plan(Loaded<Delivery> from, NextStep step, @Nullable Lane lane, Passed passed) {

  Lane used() {
    return Objects.requireNonNull(lane);
  }
}
