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
    Duration after(int records, int recordsBefore, Duration took) {
      return Duration.ZERO;
    }
  },

  /**
   * A moment after it came, together with what comes meanwhile; where much comes, later while the
   * processors are busy.
   */
  SOON {
    @Override
    Duration before(int records) {
      return records < ENOUGH ? MOMENT : Duration.ZERO;
    }

    @Override
    boolean givesWay(int records) {
      return records >= STREAM;
    }

    @Override
    Duration after(int records, int recordsBefore, Duration took) {
      return Duration.ZERO;
    }
  },

  /**
   * As {@link #SOON} while little comes. Where much comes, whoever it tells of is at work too: then
   * one of all who keep records works at a time, and rests after it for longer than it took.
   */
  LATER {
    @Override
    Duration before(int records) {
      return SOON.before(records);
    }

    @Override
    boolean givesWay(int records) {
      return SOON.givesWay(records);
    }

    @Override
    boolean takesTurns(int records) {
      return records >= STREAM;
    }

    @Override
    Duration after(int records, int recordsBefore, Duration took) {
      if (records < STREAM) {
        return Duration.ZERO;
      }
      Duration pause = took.multipliedBy(REST);
      return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
  },

  /**
   * At once while little comes. Where it comes in a stream, what follows a batch gathers for a
   * moment: the more a batch brings, the less each record costs. The consumer fetches ahead, so
   * every second batch of a stream is what came in the instant after the one before: small, and no
   * sign of an end.
   */
  IN_GULPS {
    @Override
    Duration before(int records) {
      return Duration.ZERO;
    }

    @Override
    Duration after(int records, int recordsBefore, Duration took) {
      boolean stream = Math.max(records, recordsBefore) >= STREAM;
      return stream && records < BACKLOG ? GULP : Duration.ZERO;
    }
  };

  /** Short for who reads a timeline, long for the path from a report to a page. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  /** Two or three writes a second for what is in a storm. */
  private static final Duration GULP = Duration.ofMillis(400);

  /** So many times what a batch took, where the processors are busy. */
  private static final int REST = 4;

  /** By so much, and not by more, a record of what happened stays behind to give way. */
  private static final Duration LONGEST = Duration.ofMillis(1500);

  /** So many records in one batch are no coincidence. */
  private static final int STREAM = 6;

  /** So many records are a batch that nothing has to be waited for. */
  private static final int ENOUGH = 200;

  /** About what one poll brings at most: more waits already. */
  private static final int BACKLOG = 450;

  /** How long a batch waits before it is worked on. */
  abstract Duration before(int records);

  /** Whether it lets others go first while the processors are busy. */
  boolean givesWay(int records) {
    return false;
  }

  /** Whether it waits until no other that does is at work. */
  boolean takesTurns(int records) {
    return false;
  }

  /**
   * How long the next batch is left to gather; for those that take turns, how long all of them rest
   * where the processors are busy.
   *
   * @param took what the work on this one took
   */
  abstract Duration after(int records, int recordsBefore, Duration took);
}
