package io.tocsin.kit.kafka;

import java.time.Duration;

/** When a listener works on what came. */
enum Pace {

  /** At once. */
  AT_ONCE {
    @Override
    Duration before(int records) {
      return Duration.ZERO;
    }

    @Override
    Duration after(int records) {
      return Duration.ZERO;
    }
  },

  /** A moment after it came, together with what comes meanwhile. */
  LATER {
    @Override
    Duration before(int records) {
      return records < ENOUGH ? MOMENT : Duration.ZERO;
    }

    @Override
    Duration after(int records) {
      return Duration.ZERO;
    }
  },

  /**
   * At once while little comes. Where it comes in a stream, what follows a batch gathers for a
   * moment: the more a batch brings, the less each record costs.
   */
  IN_GULPS {
    @Override
    Duration before(int records) {
      return Duration.ZERO;
    }

    @Override
    Duration after(int records) {
      return records >= STREAM && records < ENOUGH ? GULP : Duration.ZERO;
    }
  };

  /** Short for who reads a timeline, long for the path from a report to a page. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  /** Four or five writes a second for what is in a storm. */
  private static final Duration GULP = Duration.ofMillis(200);

  /** So many records in one batch are no coincidence. */
  private static final int STREAM = 6;

  /** So many records are a batch that nothing has to be waited for. */
  private static final int ENOUGH = 200;

  /** How long a batch waits before it is worked on. */
  abstract Duration before(int records);

  /** How long the next batch is left to gather. */
  abstract Duration after(int records);
}
