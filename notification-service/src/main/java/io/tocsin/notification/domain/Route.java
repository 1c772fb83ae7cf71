package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery.Unanswered;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The providers that could carry a message, the first choice first.
 *
 * <p>A provider that refused the message is not asked again. One that failed on it gives way to the
 * next that did not, and is asked again when all of them have failed as often.
 *
 * @param providers by name
 */
public record Route(List<String> providers) {

  public Route {
    providers = List.copyOf(providers);
  }

  /**
   * Whom to ask now.
   *
   * @param states of the providers of this route, in its order
   */
  public static Availability choice(Delivery delivery, List<Availability> states) {
    List<Availability> left = states.stream().filter(s -> !refused(delivery, name(s))).toList();
    if (left.isEmpty()) {
      return new Unavailable(
          "none", new Words("没有可用的服务商承接该消息", "No provider is left that could carry this message"));
    }
    Comparator<Availability> leastFailures =
        Comparator.comparingLong(s -> failures(delivery, name(s)));
    Stream<Availability> ready = left.stream().filter(Available.class::isInstance);
    return ready.min(leastFailures).orElse(left.getFirst());
  }

  /** Whether every provider refused it, or there was none from the start. */
  public boolean exhaustedFor(Delivery delivery) {
    return providers.stream().allMatch(provider -> refused(delivery, provider));
  }

  /** Who takes over when the provider of this attempt does not take it. */
  Optional<String> insteadOf(Unanswered attempt) {
    String current = attempt.attempts().getLast().provider();
    long mine = failures(attempt, current);
    return providers.stream()
        .filter(p -> !p.equals(current) && !refused(attempt, p))
        .filter(p -> failures(attempt, p) <= mine)
        .findFirst();
  }

  private static String name(Availability state) {
    return switch (state) {
      case Available available -> available.provider();
      case Unavailable unavailable -> unavailable.provider();
    };
  }

  private static boolean refused(Delivery delivery, String provider) {
    return delivery.attempts().stream()
        .anyMatch(a -> a.provider().equals(provider) && a.outcome() == Outcome.FAILED_PERMANENT);
  }

  private static long failures(Delivery delivery, String provider) {
    return delivery.attempts().stream()
        .filter(a -> a.provider().equals(provider) && a.outcome() == Outcome.FAILED_TEMPORARY)
        .count();
  }
}
