package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One managed case of a fault.
 *
 * @param number what people call it, such as {@code 2026-0042}; never changes
 * @param cause a cause code of the domain, UNKNOWN until assessed
 * @param commander a person's id, null until somebody leads the response
 * @param absorbed incidents whose reports and units were taken over
 * @param seq how many events it has had; they are numbered from 1 without a gap
 */
public record Incident(
    String id,
    String number,
    String system,
    boolean exercise,
    Instant openedAt,
    Extent extent,
    Severity severity,
    LifeStage stage,
    ServiceState serviceState,
    String cause,
    @Nullable String commander,
    List<Acknowledgement> acknowledgements,
    List<IssuedNotice> notices,
    List<String> absorbed,
    long seq) {

  public Incident {
    acknowledgements = List.copyOf(acknowledgements);
    notices = List.copyOf(notices);
    absorbed = List.copyOf(absorbed);
  }

  /** Somebody took the incident up; the first one ends the clock of the response time. */
  public record Acknowledgement(Actor person, Instant at) {}

  /** A notice that was issued for this incident and whether it still holds. */
  public record IssuedNotice(String noticeId, String number, boolean withdrawn) {}

  public boolean open() {
    return stage.open();
  }

  boolean acknowledgedBy(String personId) {
    return acknowledgements.stream().anyMatch(a -> a.person().id().equals(personId));
  }

  /** How people speak of it in a sentence. */
  Text label() {
    return new Text("事件" + number, "incident " + number);
  }

  Text stageLabel() {
    return switch (stage) {
      case LifeStage.New _ -> new Text("待研判", "NEW");
      case LifeStage.Merged merged ->
          new Text("已合并到" + merged.into(), "MERGED into " + merged.into());
      case LifeStage.FalseAlarm _ -> new Text("误报", "FALSE_ALARM");
    };
  }
}
