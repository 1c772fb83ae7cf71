package io.tocsin.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often one number may be reached through one provider. Windows slide: at no moment have more
 * than {@code count} messages gone out within {@code per} before it, which keeps every calendar
 * minute, hour and day of the provider's as well.
 *
 * @param urgentShare of a hundred: what bulk leaves over in each window for pages
 * @param bulk whether bulk may use it at all; a telephone rings for pages only
 */
public record Budget(List<Limit> limits, int urgentShare, boolean bulk) {

  public static final Budget UNLIMITED = new Budget(List.of(), 0, true);

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
        throw new IllegalArgumentException(
            "Expected a limit such as 5/PT1H, but got " + text);
      }
      return new Limit(Integer.parseInt(matcher.group(1)), Duration.parse(matcher.group(2)));
    }

    @Override
    public String toString() {
      return count + "/" + per;
    }
  }

  /** Whether a message may go now, and why or why not. */
  public sealed interface Verdict {

    Words reason();

    /** It may; the use counts from now. */
    record Spend(Words reason) implements Verdict {}

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
      return new Verdict.Never(
          new Words("该通道只用于紧急呼叫", "This way is kept for urgent pages"));
    }
    Instant until = now;
    Limit tight = null;
    for (Limit limit : limits) {
      int allowed = allowed(limit, urgency);
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
      return new Verdict.Spend(new Words("在额度内", "Within the budget"));
    }
    int allowed = allowed(tight, urgency);
    return new Verdict.Wait(
        until,
        new Words(
            "该号码额度 " + tight + " 已用(" + allowed + "),至 " + until + " 可再发",
            "The number's budget of "
                + tight
                + " is spent ("
                + allowed
                + " for "
                + urgency.name().toLowerCase(java.util.Locale.ROOT)
                + "), free again at "
                + until));
  }

  /** The longest that a use has to be remembered. */
  public Duration memory() {
    return limits.stream().map(Limit::per).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  public boolean unlimited() {
    return limits.isEmpty() && bulk;
  }

  /** Bulk never gets less than one: a limit of one a minute would shut it out for ever. */
  private int allowed(Limit limit, Urgency urgency) {
    return urgency == Urgency.URGENT
        ? limit.count()
        : Math.max(1, limit.count() * (100 - urgentShare) / 100);
  }
}
