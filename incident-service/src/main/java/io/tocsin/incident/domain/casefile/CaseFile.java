package io.tocsin.incident.domain.casefile;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Missing;
import io.tocsin.incident.domain.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The papers of one incident.
 *
 * @param report null until somebody wrote on it
 * @param followUps in the order of their numbers, which are counted from 1
 */
public record CaseFile(
    @Nullable FinalReport report, List<ActionItem> actions, List<FollowUp> followUps) {

  public static final CaseFile EMPTY = new CaseFile(null, List.of(), List.of());

  public CaseFile {
    actions = List.copyOf(actions);
    followUps = List.copyOf(followUps);
  }

  /** 终报: what people write; all else in it comes from the record. */
  public record FinalReport(Sections sections, Actor by, Instant at, @Nullable Approval approval) {}

  /** What only people can say. Each is null until it is written. */
  public record Sections(
      @Nullable String summary,
      @Nullable String cause,
      @Nullable String impact,
      @Nullable String measures,
      @Nullable String lessons) {}

  public record Approval(Actor by, Instant at, @Nullable String remark) {}

  /**
   * Something to be done after the response.
   *
   * @param id such as {@code A1}, within the incident
   * @param owner a person's id
   * @param key of the request that added it, by which a repetition is known
   */
  public record ActionItem(
      String id,
      String text,
      @Nullable String owner,
      @Nullable LocalDate due,
      @Nullable LocalDate doneOn,
      @Nullable String key) {

    boolean sameButDone(ActionItem other) {
      return new ActionItem(id, text, owner, due, other.doneOn, key).equals(other);
    }
  }

  /**
   * 续报: what the superior was told while the response went on.
   *
   * @param channel the way it was told, such as PHONE or WRITING
   * @param key as with {@link ActionItem}
   */
  public record FollowUp(
      int number, String text, String channel, Actor by, Instant at, @Nullable String key) {

    /** The channel in words; one that this build does not know as it is. */
    public Text way() {
      return switch (channel) {
        case "PHONE" -> new Text("电话", "by phone");
        case "WRITING" -> new Text("书面", "in writing");
        case "IN_PERSON" -> new Text("当面", "in person");
        default -> Text.same(channel);
      };
    }
  }

  /**
   * What must be there before the incident may be closed and is not, by name: empty when nothing is
   * missing.
   */
  public List<Missing> missingForClosure() {
    List<Missing> missing = new ArrayList<>();
    if (report == null || report.approval() == null) {
      missing.add(
          new Missing(
              "approved final report",
              new Text(
                  report == null ? "终报应已批准，但尚未撰写。" : "终报应已批准，但仍为草稿。",
                  "Expected an approved final report, but %s."
                      .formatted(report == null ? "none is written" : "it is a draft"))));
    }
    for (ActionItem action : actions) {
      if (action.owner() == null) {
        missing.add(
            new Missing(
                "owner of action " + action.id(),
                new Text(
                    "整改项%s应有责任人，但没有。".formatted(action.id()),
                    "Expected an owner of action %s, but there is none.".formatted(action.id()))));
      }
      if (action.due() == null) {
        missing.add(
            new Missing(
                "date of action " + action.id(),
                new Text(
                    "整改项%s应有完成日期，但没有。".formatted(action.id()),
                    "Expected a date for action %s, but there is none.".formatted(action.id()))));
      }
    }
    return missing;
  }

  CaseFile with(FinalReport written) {
    return new CaseFile(written, actions, followUps);
  }

  CaseFile with(FollowUp filed) {
    List<FollowUp> all = new ArrayList<>(followUps);
    all.add(filed);
    return new CaseFile(report, actions, all);
  }

  /** Added, or in the place of the one of its id. */
  CaseFile with(ActionItem item) {
    List<ActionItem> all = new ArrayList<>(actions);
    int at = actions.stream().map(ActionItem::id).toList().indexOf(item.id());
    if (at < 0) {
      all.add(item);
    } else {
      all.set(at, item);
    }
    return new CaseFile(report, all, followUps);
  }
}
