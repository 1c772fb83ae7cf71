package io.tocsin.incident.finalreport;

import io.tocsin.incident.timeline.TimelineItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When the response got how far, read off the timeline. */
final class Milestones {

  private final Instant openedAt;
  private final List<TimelineItem> timeline;

  Milestones(Instant openedAt, List<TimelineItem> timeline) {
    this.openedAt = openedAt;
    this.timeline = timeline;
  }

  FinalReportView.Durations durations() {
    return new FinalReportView.Durations(
        first(item -> item.type().equals("incident.acknowledged.v1")),
        first(item -> reached(item, "ASSESSED")),
        first(item -> reached(item, "ACTIVE")),
        notified(),
        last(item -> reached(item, "REPAIRED")),
        last(item -> reached(item, "RESTORED")),
        last(item -> reached(item, "ENDED")));
  }

  /** As the figures count it: the first suspension, else the first word after the activation. */
  private @Nullable Duration notified() {
    Duration suspended = first(item -> "SUSPENSION".equals(notice(item)));
    if (suspended != null) {
      return suspended;
    }
    Duration activated = first(item -> reached(item, "ACTIVE"));
    return activated == null
        ? null
        : first(item -> tells(notice(item)) && since(item).compareTo(activated) >= 0);
  }

  private static boolean tells(@Nullable String notice) {
    return notice != null && !notice.equals("RESTORATION");
  }

  /** The type of the notice that it says was issued. */
  private static @Nullable String notice(TimelineItem item) {
    return item.type().equals("incident.notice-issued.v1")
            && item.detail().get("notice") instanceof Map<?, ?> notice
        ? String.valueOf(notice.get("type"))
        : null;
  }

  @Nullable Instant endedAt() {
    return timeline.stream()
        .filter(item -> reached(item, "ENDED"))
        .map(TimelineItem::at)
        .reduce((_, last) -> last)
        .orElse(null);
  }

  private static boolean reached(TimelineItem item, String state) {
    return item.type().equals("incident.transitioned.v1")
        && state.equals(item.detail().get("to"))
        && !state.equals(item.detail().get("from"));
  }

  private @Nullable Duration first(Predicate<TimelineItem> which) {
    return timeline.stream().filter(which).findFirst().map(this::since).orElse(null);
  }

  /** A service that failed again was restored when it was restored for good. */
  private @Nullable Duration last(Predicate<TimelineItem> which) {
    return timeline.stream()
        .filter(which)
        .reduce((_, later) -> later)
        .map(this::since)
        .orElse(null);
  }

  private Duration since(TimelineItem item) {
    return Duration.between(openedAt, item.at());
  }
}
