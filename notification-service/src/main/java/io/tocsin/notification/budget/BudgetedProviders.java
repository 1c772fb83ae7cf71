package io.tocsin.notification.budget;

import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.domain.Budget.Daily;
import io.tocsin.notification.domain.Digest;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.templates.Rendered;
import io.tocsin.notification.templates.Templates;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Keeps providers within what they allow. */
@Component
public final class BudgetedProviders {

  private final Budgets budgets;
  private final DailyTotals totals;
  private final Waiting waiting;
  private final Templates templates;
  private final Clock clock;

  BudgetedProviders(
      Budgets budgets, DailyTotals totals, Waiting waiting, Templates templates, Clock clock) {
    this.budgets = budgets;
    this.totals = totals;
    this.clock = clock;
    this.waiting = waiting;
    this.templates = templates;
  }

  /**
   * The provider itself where nothing is limited.
   *
   * @param country the calling code of numbers that are written without one
   */
  public Provider of(Provider provider, Budget budget, String country) {
    if (budget.unlimited()) {
      return provider;
    }
    Daily daily = budget.daily();
    DayShare share = daily == null ? null : new DayShare(totals, provider.name(), budget, daily);
    return new BudgetedProvider(
        provider, budget, country, budgets, share, waiting, this::words, clock);
  }

  private String words(Digest digest, Language language) {
    return templates
        .digest(
            language,
            placeholder ->
                switch (placeholder) {
                  case COUNT -> String.valueOf(digest.count());
                  case LIST -> digest.list();
                  default -> null;
                })
        .map(Rendered::body)
        .orElse(digest.list());
  }
}
