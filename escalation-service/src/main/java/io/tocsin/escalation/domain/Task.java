package io.tocsin.escalation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step or a decision of the response that people were told of and that is not settled yet.
 *
 * @param leadAt when the leader is told too, null when that is not foreseen or has been done
 * @param told the pages so far, the latest last
 */
record Task(String id, Reason title, @Nullable Instant leadAt, List<Told> told) {

  /**
   * One page of the task.
   *
   * @param stage the part of its id that keeps it apart
   * @param answer what is known of it, null while nothing is
   */
  record Told(String pageId, Call call, String stage, @Nullable OpenPage answer) {

    private OpenPage page() {
      return answer == null ? OpenPage.asked(pageId) : answer;
    }

    Told answered(UnaryOperator<OpenPage> by) {
      return new Told(pageId, call, stage, by.apply(page()));
    }

    /** Nobody will read it. */
    boolean hopeless() {
      return page().hopeless();
    }

    boolean unstaffed() {
      return page().unstaffed();
    }
  }

  Task {
    told = List.copyOf(told);
  }

  Task telling(List<Told> more) {
    List<Told> all = new ArrayList<>(told);
    all.addAll(more);
    return new Task(id, title, leadAt, all);
  }

  Task knowing(Told more) {
    return new Task(
        id,
        title,
        leadAt,
        told.stream().map(t -> t.pageId().equals(more.pageId()) ? more : t).toList());
  }

  Task leadAt(@Nullable Instant time) {
    return new Task(id, title, time, told);
  }

  boolean hasTold(Call call, String stage) {
    return told.stream().anyMatch(t -> t.call().equals(call) && t.stage().equals(stage));
  }

  Optional<Told> page(String pageId) {
    return told.stream().filter(t -> t.pageId().equals(pageId)).findFirst();
  }

  List<String> pageIds() {
    return told.stream().map(Told::pageId).distinct().toList();
  }
}
