package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Effect.Page;
import io.tocsin.escalation.domain.Effect.Started;
import io.tocsin.escalation.domain.Effect.Withdraw;
import io.tocsin.escalation.domain.Turns.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The escalation after a command, and what the others are to be told, in this order.
 *
 * @param missing turns that it should have known; it is to be made again with them
 */
public record Decision(Escalation state, List<Effect> effects, Set<Turn> missing) {

  public Decision {
    effects = List.copyOf(effects);
    missing = Set.copyOf(missing);
  }

  /**
   * This decision and one made on top of it, before either was told. A page that the later one
   * makes pointless is not sent at all: one that it withdraws, or one of a policy that it replaces.
   */
  Decision and(Decision later) {
    Set<String> pointless = new HashSet<>();
    for (Effect effect : later.effects) {
      switch (effect) {
        case Withdraw withdraw -> pointless.addAll(withdraw.pageIds());
        case Started started ->
            effects.stream()
                .filter(e -> e instanceof Page p && p.task() == null)
                .forEach(e -> pointless.add(((Page) e).pageId()));
        case Page page -> {}
        case Effect.Continued continued -> {}
        case Effect.Exhausted exhausted -> {}
      }
    }
    List<String> neverSent = pageIds(effects).stream().filter(pointless::contains).toList();
    List<Effect> all = new ArrayList<>();
    effects.stream()
        .filter(e -> !(e instanceof Page p && pointless.contains(p.pageId())))
        .forEach(all::add);
    later.effects.forEach(e -> withoutUnsent(e, neverSent, all));
    Set<Turn> turns = new HashSet<>(missing);
    turns.addAll(later.missing);
    return new Decision(later.state.withoutOutstanding(neverSent), all, turns);
  }

  private static List<String> pageIds(List<Effect> effects) {
    return effects.stream().filter(Page.class::isInstance).map(e -> ((Page) e).pageId()).toList();
  }

  private static void withoutUnsent(Effect effect, List<String> neverSent, List<Effect> to) {
    if (!(effect instanceof Withdraw withdraw)) {
      to.add(effect);
      return;
    }
    List<String> sent = withdraw.pageIds().stream().filter(id -> !neverSent.contains(id)).toList();
    if (!sent.isEmpty()) {
      to.add(new Withdraw(sent, withdraw.reason()));
    }
  }
}
