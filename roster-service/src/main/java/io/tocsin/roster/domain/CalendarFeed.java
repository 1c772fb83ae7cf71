package io.tocsin.roster.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a calendar that a layer is filled from. Its shifts are kept elsewhere and stay
 * as they were last read, whatever comes of the next look.
 *
 * @param address that it is fetched from
 * @param nextAt when it is looked at again
 * @param readAt when it was last read as a whole, null for never
 * @param etag names the version that was read; null where the server names none
 * @param shifts in it when it was last read
 * @param failingSince null while it can be had
 * @param failure why it could not be had the last time
 * @param warned whether somebody was told that it fails
 */
public record CalendarFeed(
    String address,
    Instant nextAt,
    @Nullable Instant readAt,
    @Nullable String etag,
    int shifts,
    @Nullable Instant failingSince,
    @Nullable Text failure,
    boolean warned) {

  /** What repeats is written out for a time ahead, so it has to be read again though unchanged. */
  private static final Duration READ_ANEW = Duration.ofDays(1);

  /** One that is looked at for the first time. */
  public static CalendarFeed of(String address, Instant now) {
    return new CalendarFeed(address, now, null, null, 0, null, null, false);
  }

  public boolean due(Instant now) {
    return !nextAt.isAfter(now);
  }

  /** Whoever stores this looks; the others find it is not due. */
  public CalendarFeed taken(Instant next) {
    return new CalendarFeed(address, next, readAt, etag, shifts, failingSince, failure, warned);
  }

  /** The version that need not come again; null where it has to come whatever it is. */
  public @Nullable String known(Instant now) {
    return readAt == null || failingSince != null || !now.isBefore(readAt.plus(READ_ANEW))
        ? null
        : etag;
  }

  public CalendarFeed read(int found, @Nullable String version, Instant now) {
    return new CalendarFeed(address, nextAt, now, version, found, null, null, false);
  }

  /** It is as it was. */
  public CalendarFeed unchanged() {
    return new CalendarFeed(address, nextAt, readAt, etag, shifts, null, null, false);
  }

  public CalendarFeed failed(Text why, Instant now) {
    return new CalendarFeed(
        address,
        nextAt,
        readAt,
        etag,
        shifts,
        failingSince == null ? now : failingSince,
        why,
        warned);
  }

  /** Whether somebody has to be told now that it fails. */
  public boolean toBeWarnedOf(Duration after, Instant now) {
    return !warned && failingSince != null && !now.isBefore(failingSince.plus(after));
  }

  public CalendarFeed warnedOf() {
    return new CalendarFeed(address, nextAt, readAt, etag, shifts, failingSince, failure, true);
  }
}
