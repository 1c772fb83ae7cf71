package io.tocsin.escalation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step or a decision of the response that people were told of and that is not settled yet.
 *
 * @param leadAt when the leader is told too, null when that is not foreseen or has been done
 * @param told the pages so far, the latest last
 */
record Task(String id, Reason title, @Nullable Instant leadAt, List<Told> told) {

  /** One page of the task; {@code stage} is the part of its id that keeps it apart. */
  record Told(String pageId, Call call, String stage) {}

  Task {
    told = List.copyOf(told);
  }

  Task telling(List<Told> more) {
    List<Told> all = new ArrayList<>(told);
    all.addAll(more);
    return new Task(id, title, leadAt, all);
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
