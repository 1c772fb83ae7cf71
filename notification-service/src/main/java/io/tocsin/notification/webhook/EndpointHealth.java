package io.tocsin.notification.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has done of late. Pure.
 *
 * @param failures in a row
 * @param failingSince null while it does well
 * @param disabledAt null while it is asked
 */
public record EndpointHealth(
    int failures, @Nullable Instant failingSince, @Nullable Instant disabledAt) {

  public static final EndpointHealth GOOD = new EndpointHealth(0, null, null);

  /**
   * It failed once more.
   *
   * @param after failures in a row that are too many, once it has failed for {@code since} as well
   */
  public EndpointHealth failed(Instant now, int after, Duration since) {
    Instant start = failingSince == null ? now : failingSince;
    boolean enough = failures + 1 >= after && !now.isBefore(start.plus(since));
    return new EndpointHealth(
        failures + 1, start, disabledAt != null ? disabledAt : enough ? now : null);
  }

  /** It says itself that it is gone, for good. */
  public EndpointHealth gone(Instant now) {
    return new EndpointHealth(failures + 1, failingSince == null ? now : failingSince, now);
  }

  /** When it is tried again after its last failure. */
  public Instant again(Instant now, List<Duration> schedule) {
    int step = Math.clamp(failures - 1L, 0, schedule.size() - 1);
    return now.plus(schedule.get(step));
  }
}
