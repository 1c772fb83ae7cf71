package io.tocsin.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often one number may be reached through one provider, and how much it carries in all. Windows
 * of a number slide: at no moment have more than {@code count} messages gone out within {@code per}
 * before it, which keeps every calendar minute, hour and day of the provider's as well.
 *
 * @param daily what it carries in all; null for any number
 * @param urgentShare of a hundred: what bulk leaves over in each window for pages
 * @param bulk whether bulk may use it at all; a telephone rings for pages only
 */
public record Budget(List<Limit> limits, @Nullable Daily daily, int urgentShare, boolean bulk) {

  public Budget {
    limits = List.copyOf(limits);
    if (urgentShare < 0 || urgentShare > 99) {
      throw new IllegalArgumentException(
          "Expected an urgent share of 0 to 99 of a hundred, but got " + urgentShare);
    }
  }

  /** So many within so long, written as {@code 5/PT1H}. */
  public record Limit(int count, Duration per) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(P\\S+)");

    public Limit {
      if (count < 1 || !per.isPositive()) {
        throw new IllegalArgumentException(
            "Expected a limit of at least 1 within a time above zero, but got "
                + count
                + "/"
                + per);
      }
    }

    public static Limit parse(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("Expected a limit such as 5/PT1H, but got " + text);
      }
      return new Limit(Integer.parseInt(matcher.group(1)), Duration.parse(matcher.group(2)));
    }

    @Override
    public String toString() {
      return count + "/" + per;
    }
  }

  /** So many in a calendar day of the zone that the provider counts in. */
  public record Daily(int count, ZoneId zone) {

    public Daily {
      if (count < 1) {
        throw new IllegalArgumentException(
            "Expected a daily total of at least 1, but got " + count);
      }
    }

    public LocalDate day(Instant now) {
      return now.atZone(zone).toLocalDate();
    }

    /** When it starts anew. */
    public Instant next(Instant now) {
      return day(now).plusDays(1).atStartOfDay(zone).toInstant();
    }
  }

  /** Whether a message may go now, and why or why not. */
  public sealed interface Verdict {

    Words reason();

    /**
     * It may.
     *
     * @param at from when the use counts
     */
    record Spend(Instant at, Words reason) implements Verdict {}

    /** Not before then. */
    record Wait(Instant until, Words reason) implements Verdict {}

    /** Never this way. */
    record Never(Words reason) implements Verdict {}
  }

  /**
   * Decides.
   *
   * @param uses when messages went to that number, the oldest first
   */
  public Verdict verdict(List<Instant> uses, Urgency urgency, Instant now) {
    if (urgency == Urgency.BULK && !bulk) {
      return new Verdict.Never(new Words("该通道只用于紧急呼叫", "This way is kept for urgent pages"));
    }
    Instant until = now;
    Limit tight = null;
    for (Limit limit : limits) {
      int allowed = allowed(limit.count(), urgency);
      List<Instant> within = uses.stream().filter(u -> u.isAfter(now.minus(limit.per()))).toList();
      if (within.size() >= allowed) {
        Instant free = within.get(within.size() - allowed).plus(limit.per());
        if (free.isAfter(until)) {
          until = free;
          tight = limit;
        }
      }
    }
    if (tight == null) {
      return new Verdict.Spend(now, new Words("在额度内", "Within the budget"));
    }
    int allowed = allowed(tight.count(), urgency);
    return new Verdict.Wait(
        until,
        new Words(
            "该号码额度 " + tight + " 已用（" + allowed + "），至 " + until + " 可再发",
            "The number's budget of "
                + tight
                + " is spent ("
                + allowed
                + " for "
                + urgency.name().toLowerCase(Locale.ROOT)
                + "), free again at "
                + until));
  }

  /** The longest that a use has to be remembered. */
  public Duration memory() {
    return limits.stream().map(Limit::per).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  public boolean unlimited() {
    return limits.isEmpty() && daily == null && bulk;
  }

  /** What may have gone out of a day's total before one of these goes. */
  public int allowed(Daily of, Urgency urgency) {
    return allowed(of.count(), urgency);
  }

  /** What to say when the day's total is spent. */
  public Verdict.Wait dayIsSpent(Daily of, Urgency urgency, Instant now) {
    int allowed = allowed(of, urgency);
    Instant until = of.next(now);
    return new Verdict.Wait(
        until,
        new Words(
            "该服务商今日总额 " + of.count() + " 已用（" + allowed + "），至 " + until + " 可再发",
            "The provider's total of %d a day is spent (%d for %s), free again at %s"
                .formatted(of.count(), allowed, urgency.name().toLowerCase(Locale.ROOT), until)));
  }

  /** Bulk never gets less than one: a limit of one a minute would shut it out for ever. */
  private int allowed(int count, Urgency urgency) {
    return urgency == Urgency.URGENT
        ? count
        : (int) Math.max(1, (long) count * (100 - urgentShare) / 100);
  }
}
