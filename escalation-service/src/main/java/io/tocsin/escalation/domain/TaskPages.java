package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Command.TellTask;
import io.tocsin.escalation.domain.Task.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells people of steps and decisions while one decision is being made. A task is a message and no
 * call for help: it needs no acknowledgement, and who has acknowledged the incident gets it too.
 */
final class TaskPages {

  private static final String LEAD = "lead";

  private final Decider.PageIds ids;
  private final String incidentId;
  private final Instant now;
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final List<Effect> effects;

  TaskPages(
      Decider.PageIds ids, String incidentId, Instant now, List<Task> tasks, List<Effect> effects) {
    this.ids = ids;
    this.incidentId = incidentId;
    this.now = now;
    this.effects = effects;
    tasks.forEach(t -> this.tasks.put(t.id(), t));
  }

  List<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  void tell(TellTask command) {
    Task known = tasks.get(command.taskId());
    Task task =
        known == null ? new Task(command.taskId(), command.title(), null, List.of()) : known;
    Set<Call> calls = new LinkedHashSet<>(command.calls());
    if (command.why().urges()) {
      // Who should have done it, and who stands in for him.
      command.calls().stream()
          .filter(c -> Role.PRIMARY.equals(c.role()))
          .forEach(c -> calls.add(c.as(Role.SUBSTITUTE)));
      Duration leadAfter = command.leadAfter();
      boolean leads = calls.stream().anyMatch(c -> Policy.LEADER.equals(c.post()));
      task = task.leadAt(leadAfter == null || leads ? null : now.plus(leadAfter));
    }
    page(
        task,
        List.copyOf(calls),
        command.why() + "@" + command.seq(),
        Reasons.task(command.why(), command.dueAt(), now),
        command.channels());
  }

  /** Done, skipped, or waiting again: nobody needs to be told of it any more. */
  void settle(String taskId) {
    Task settled = tasks.remove(taskId);
    if (settled != null && !settled.told().isEmpty()) {
      effects.add(new Effect.Withdraw(settled.pageIds(), Reasons.settled(settled.title())));
    }
  }

  /** Those whose id begins so. */
  void settleAll(List<String> beginnings) {
    tasks().stream()
        .map(Task::id)
        .filter(id -> beginnings.stream().anyMatch(id::startsWith))
        .forEach(this::settle);
  }

  /**
   * None is to be worked any more.
   *
   * @return the pages that told of them
   */
  List<String> end() {
    List<String> pages = tasks().stream().flatMap(t -> t.pageIds().stream()).toList();
    tasks.clear();
    return pages;
  }

  /**
   * What became of a page. Where nobody will read it the substitute is told, then the leader, then
   * the deputy, then all who could lead.
   */
  void answer(String pageId, UnaryOperator<OpenPage> answer, List<String> channels) {
    for (Task task : tasks()) {
      task.page(pageId).ifPresent(told -> answered(task, told, told.answered(answer), channels));
    }
  }

  private void answered(Task task, Told before, Told after, List<String> channels) {
    Task known = task.knowing(after);
    tasks.put(known.id(), known);
    Call next = next(after.call());
    boolean given = after.hopeless() && !before.hopeless();
    if (given && next != null && !known.hasTold(next, after.stage())) {
      page(known, List.of(next), after.stage(), Reasons.nobodyReads(after), channels);
    }
  }

  private static @Nullable Call next(Call call) {
    if (Role.PRIMARY.equals(call.role())) {
      return call.as(Role.SUBSTITUTE);
    }
    if (!Policy.LEADER.equals(call.post())) {
      return Call.post(Policy.LEADER, Role.PRIMARY);
    }
    return call.equals(Policy.everyLeader()) ? null : Policy.everyLeader();
  }

  /** The time at which the leader is to be told may have come. */
  void deadline(List<String> channels) {
    for (Task task : tasks()) {
      Instant leadAt = task.leadAt();
      if (leadAt != null && !now.isBefore(leadAt)) {
        page(
            task.leadAt(null),
            List.of(Call.post(Policy.LEADER, Role.PRIMARY)),
            LEAD + "@" + leadAt,
            Reasons.stillOverdue(),
            channels);
      }
    }
  }

  private void page(
      Task task, List<Call> calls, String stage, Reason reason, List<String> channels) {
    List<Told> told = new ArrayList<>();
    for (Call call : calls) {
      if (task.hasTold(call, stage)) {
        continue;
      }
      String id = ids.ofTask(incidentId, task.id(), stage, call.key());
      told.add(new Told(id, call, stage, null));
      effects.add(
          new Effect.Page(
              id,
              "task:" + task.id(),
              0,
              task.told().size() + told.size() - 1,
              call,
              channels,
              Duration.ofMinutes(30),
              reason,
              now,
              List.of(),
              List.of(),
              task.title(),
              null,
              task.leadAt() == null ? null : Duration.between(now, task.leadAt()),
              0));
    }
    tasks.put(task.id(), task.telling(told));
  }
}
