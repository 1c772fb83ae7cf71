package io.tocsin.contracts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every topic of the platform: the one declaration that creates them and that the services read
 * their names from.
 */
public final class Topics {

  static final String DAYS_7 = "604800000";
  static final String DAYS_30 = "2592000000";

  public static final TopicSpec REPORTS = facts("tocsin.reports.v1");
  public static final TopicSpec INCIDENTS = facts("tocsin.incidents.v1");
  public static final TopicSpec PAGES = facts("tocsin.pages.v1");
  public static final TopicSpec ASSIGNMENTS = facts("tocsin.assignments.v1");
  public static final TopicSpec ROSTER = facts("tocsin.roster.v1");
  public static final TopicSpec NOTIFICATIONS = facts("tocsin.notifications.v1");

  /** One partition, so that a revision's last record is read after all the others. */
  public static final TopicSpec DIRECTORY =
      new TopicSpec("tocsin.directory.v1", 1, Map.of("cleanup.policy", "compact"));

  private Topics() {}

  /**
   * The queue of one channel and urgency. Intranet posts are stored by their writer and need none.
   */
  public static TopicSpec deliveries(Channel channel, DeliveryEvent.Urgency urgency) {
    return facts(
        "tocsin.deliveries."
            + channel.name().toLowerCase(Locale.ROOT)
            + "."
            + urgency.name().toLowerCase(Locale.ROOT)
            + ".v1");
  }

  /** Every topic with its dead-letter topic. */
  public static List<TopicSpec> all() {
    Stream<TopicSpec> deliveries =
        Stream.of(Channel.SMS, Channel.EMAIL)
            .flatMap(c -> Stream.of(DeliveryEvent.Urgency.values()).map(u -> deliveries(c, u)));
    Stream<TopicSpec> facts =
        Stream.of(REPORTS, INCIDENTS, PAGES, ASSIGNMENTS, ROSTER, NOTIFICATIONS, DIRECTORY);
    return Stream.concat(facts, deliveries).flatMap(t -> Stream.of(t, t.deadLetters())).toList();
  }

  private static TopicSpec facts(String name) {
    return new TopicSpec(name, 6, Map.of("retention.ms", DAYS_7));
  }
}
