package io.tocsin.roster.domain;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The end of a contract and what was told of it. One that is renewed begins anew.
 *
 * @param until the last day on which it holds
 * @param told how many days ahead it was warned of the last time; null when it was not
 */
public record ContractTerm(LocalDate until, @Nullable Integer told) {

  /** One of which nothing was told. */
  public static ContractTerm of(LocalDate until) {
    return new ContractTerm(until, null);
  }

  /** Negative when it is over. */
  public long daysLeft(LocalDate today) {
    return ChronoUnit.DAYS.between(today, until);
  }

  /**
   * The warning that is due: the nearest that was not given. Who was not there to give the ones
   * before gives that one only.
   *
   * @param ahead how many days ahead it is warned of; -1 for the day after the last
   * @return null when none is due
   */
  public @Nullable Integer due(Collection<Integer> ahead, LocalDate today) {
    long left = daysLeft(today);
    Integer nearest =
        ahead.stream().filter(days -> left <= days).min(Integer::compareTo).orElse(null);
    return nearest == null || (told != null && told <= nearest) ? null : nearest;
  }

  public ContractTerm warned(int days) {
    return new ContractTerm(until, days);
  }
}
