package io.tocsin.notification.budget;

import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.templates.Templates;
import org.springframework.stereotype.Component;

/** Keeps providers within what they allow. */
@Component
public final class BudgetedProviders {

  private final Budgets budgets;
  private final DeliveryStore store;
  private final Templates templates;

  BudgetedProviders(Budgets budgets, DeliveryStore store, Templates templates) {
    this.budgets = budgets;
    this.store = store;
    this.templates = templates;
  }

  /**
   * The provider itself where nothing is limited.
   *
   * @param country the calling code of numbers that are written without one
   */
  public Provider of(Provider provider, Budget budget, String country) {
    return budget.unlimited()
        ? provider
        : new BudgetedProvider(provider, budget, country, budgets, store, templates);
  }
}
