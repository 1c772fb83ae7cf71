package io.tocsin.escalation.domain;

import static java.util.Objects.requireNonNull;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Turns.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An escalation while one decision is being made. Lives for one call of {@link Decider#decide}. */
final class Draft {

  /** Beyond these any pause is the longest that is allowed. */
  private static final int MOST_DOUBLINGS = 20;

  private final Decider.PageIds ids;
  private final Duration leadersAtMost;
  private final Escalation before;
  private final Instant now;
  private final Turns turns;
  private final Set<Turn> missing = new HashSet<>();
  private final List<Effect> effects = new ArrayList<>();

  private Phase phase;
  private int episode;
  private List<Acknowledgement> acknowledgements;
  private List<String> outstanding;
  private @Nullable Run run;
  private @Nullable Incident incident;
  private @Nullable Instant dueAt;
  private final TaskPages tasks;

  Draft(Decider by, Escalation state, Instant clock, Turns turns) {
    this.turns = turns;
    this.ids = by.pageIds();
    this.leadersAtMost = by.leadersAtMost();
    this.before = state;
    this.now = clock.isBefore(state.at()) ? state.at() : clock;
    this.phase = state.phase();
    this.episode = state.episode();
    this.acknowledgements = state.acknowledgements();
    this.outstanding = state.outstanding();
    this.run = state.run();
    this.incident = state.incident();
    this.dueAt = state.dueAt();
    this.tasks = new TaskPages(ids, state.incidentId(), now, state.openTasks(), effects);
  }

  TaskPages tasks() {
    return tasks;
  }

  /** A command that changes nothing leaves the state as it was, its time included. */
  Decision decision() {
    callLeadersAgain();
    Escalation same = state(before.at());
    return new Decision(same.equals(before) ? before : state(now), effects, missing);
  }

  /** An earlier build called the leaders once and then waited for nothing, for good. */
  private void callLeadersAgain() {
    if (phase == Phase.EXHAUSTED && run != null && dueAt == null) {
      dueAt = due(run);
    }
  }

  private Escalation state(Instant at) {
    return new Escalation(
        before.incidentId(),
        phase,
        at,
        dueAt,
        episode,
        acknowledgements,
        outstanding,
        run,
        incident,
        tasks.tasks().isEmpty() && before.tasks() == null ? null : tasks.tasks());
  }

  void follow(Incident told, Policy fitting) {
    incident = told;
    if (!told.open()) {
      end();
    } else if (run == null) {
      start(told, fitting, Reasons.opened());
    } else if (phase == Phase.ENDED) {
      episode++;
      start(told, fitting, Reasons.recurred());
    } else if (run.outgrownBy(told)) {
      outgrow(run, told, fitting);
    }
  }

  /**
   * The policy that fits starts from its first level. One that is paging already goes on: its first
   * levels are behind it, and beginning again would make the later ones late.
   */
  private void outgrow(Run from, Incident told, Policy fitting) {
    boolean same = fitting.id().equals(from.policy().id());
    if (same && phase == Phase.PAGING) {
      run = from.grownTo(told);
      Duration first = from.untilFirstPage(now);
      effects.add(new Effect.Continued(fitting.id(), Reasons.continues(fitting), first));
    } else {
      start(told, fitting, same ? Reasons.grownAgain(fitting) : Reasons.grown(fitting));
    }
  }

  /**
   * Pages of an earlier policy are not withdrawn here: who has one in hand may still answer it, and
   * whoever answers first ends them all.
   */
  private void start(Incident of, Policy fitting, Reason reason) {
    boolean first = run == null;
    run = Run.of(first ? 1 : requireNonNull(run).number() + 1, fitting, of, now);
    if (first && phase == Phase.AWAITED && !acknowledgements.isEmpty()) {
      String name = acknowledgements.getFirst().name();
      Reason why = Reasons.alreadyAcknowledged(fitting, name);
      effects.add(new Effect.Started(fitting.id(), why, Duration.ZERO));
      acknowledged(run);
      return;
    }
    effects.add(new Effect.Started(fitting.id(), Reasons.chosen(fitting, of), fitting.delay()));
    begin(run, reason);
  }

  private void begin(Run begun, Reason reason) {
    phase = Phase.PAGING;
    run = begun;
    if (begun.policy().delay().isZero()) {
      run = begun.movedTo(begun.byTime(now), now);
      page(reason);
    } else {
      dueAt = begun.cycleStartedAt();
    }
  }

  /** What is told of an incident that has ended already, as of its observation, is its own. */
  private void end() {
    if (phase != Phase.ENDED) {
      outstanding = Stream.concat(outstanding.stream(), tasks.end().stream()).distinct().toList();
      withdraw(Reasons.ended());
    }
    phase = Phase.ENDED;
    dueAt = null;
  }

  /** From now on the acknowledgement lasts for as long as its level says, null for good. */
  private void acknowledged(Run by) {
    phase = Phase.ACKNOWLEDGED;
    Duration lasts = by.acknowledgementLasts();
    dueAt = lasts == null ? null : now.plus(lasts);
  }

  /** Somebody works on it. */
  void progress() {
    if (phase == Phase.ACKNOWLEDGED && run != null && dueAt != null) {
      acknowledged(run);
    }
  }

  void acknowledge(Acknowledge command) {
    int counted = runAnsweredBy(command);
    boolean known =
        acknowledgements.stream()
            .anyMatch(a ->
                a.personId().equals(command.personId())
                    && (command.pageId() == null
                        ? a.run() == counted && a.episode() == episode
                        : command.pageId().equals(a.pageId())
                            && (a.episode() == episode || earlierThanRun(command))));
    if (known) {
      return;
    }
    List<Acknowledgement> more = new ArrayList<>(acknowledgements);
    more.add(
        new Acknowledgement(
            command.personId(), command.name(), command.pageId(), counted, episode));
    acknowledgements = List.copyOf(more);
    boolean waiting = phase == Phase.PAGING || phase == Phase.EXHAUSTED;
    if (waiting && run != null && enough(run)) {
      withdraw(Reasons.acknowledged(command.name()));
      acknowledged(run);
    } else {
      progress();
    }
  }

  private boolean earlierThanRun(Acknowledge command) {
    return run != null && !command.at().isAfter(run.startedAt());
  }

  /**
   * The run that an acknowledgement speaks to. One given before the policy was replaced, but read
   * after it, does not stop the new policy: that person knew only the lighter incident.
   */
  private int runAnsweredBy(Acknowledge command) {
    if (run == null) {
      return 0;
    }
    boolean current =
        command.pageId() != null
            && run.current().stream().anyMatch(p -> p.pageId().equals(command.pageId()));
    boolean earlier = run.number() > 1 && command.at().isBefore(run.startedAt());
    return current || !earlier ? run.number() : run.number() - 1;
  }

  /**
   * Somebody who knows the incident as it is now, and with those who had it in hand before as many
   * as the level wants: they are not paged again, so they cannot be waited for.
   */
  private boolean enough(Run run) {
    Escalation all = state(now);
    return all.acknowledgedInRun(run.number()) > 0 && all.acknowledgedBy().size() >= needed(run);
  }

  private static int needed(Run run) {
    return run.atLeaders() || run.level() == 0 ? 1 : level(run).acknowledgements();
  }

  /** What became of a page, whatever it asks for. */
  void answer(String pageId, UnaryOperator<OpenPage> answer) {
    answerCall(pageId, answer);
    tasks.answer(pageId, answer, Policy.TASK_CHANNELS);
  }

  private void answerCall(String pageId, UnaryOperator<OpenPage> answer) {
    if (run == null || (phase != Phase.PAGING && phase != Phase.EXHAUSTED)) {
      return;
    }
    for (OpenPage page : run.current()) {
      if (page.pageId().equals(pageId)) {
        OpenPage answered = answer.apply(page);
        run = run.answered(answered);
        if (answered.unstaffed()) {
          outstanding = outstanding.stream().filter(id -> !id.equals(pageId)).toList();
        }
      }
    }
    if (run.hopeless()) {
      goOn(run);
    }
  }

  /**
   * Nobody of this position can be waited for. Behind the leaders on duty stand those who are not;
   * behind them nobody does, and the time for the next call runs.
   */
  private void goOn(Run from) {
    if (phase == Phase.EXHAUSTED && from.round() == 1) {
      page(Reasons.leadersOffDuty(from), List.of(Policy.everyLeader()));
    } else if (phase != Phase.EXHAUSTED && othersInTurn(from)) {
      run = from.passingOver();
      page(Reasons.nextInTurn(from));
    } else if (phase != Phase.EXHAUSTED) {
      go(from, from.successor(now).orLater(from.byTime(now)));
    }
  }

  /** Whether the level has somebody left to call before the next one is due. */
  private boolean othersInTurn(Run from) {
    return level(from).inTurn()
        && from.passed() + 1 < level(from).calls(known(from)).size()
        && !from.byTime(now).isAfter(from.position());
  }

  void deadline() {
    tasks.deadline(Policy.TASK_CHANNELS);
    if (run == null || dueAt == null || now.isBefore(dueAt)) {
      return;
    }
    if (phase == Phase.ACKNOWLEDGED) {
      expire(run);
      return;
    }
    if (phase == Phase.EXHAUSTED) {
      Duration waited = Duration.between(run.levelSince(), now);
      page(Reasons.leadersAgain(run, waited), List.of(Policy.everyLeader()));
      return;
    }
    Position there = run.byTime(now);
    if (there.isAfter(run.position())) {
      go(run, there);
    } else {
      Reason again = Reasons.again(run, Duration.between(run.levelSince(), now));
      run = run.passingNobody();
      page(again);
    }
  }

  /** Nothing was done since it was acknowledged: all are paged anew, who had it in hand too. */
  private void expire(Run acknowledged) {
    Duration lasts = requireNonNull(acknowledged.acknowledgementLasts());
    String name = acknowledgements.getLast().name();
    episode++;
    Reason why = Reasons.expired(name, lasts);
    Policy same = acknowledged.policy();
    effects.add(new Effect.Started(same.id(), why, same.delay()));
    begin(acknowledged.anew(now), Reasons.levelOne(why));
  }

  private void go(Run from, Position there) {
    int skipped = from.position().levelsBefore(there, from.policy().lastLevel());
    if (there.cycle() > from.policy().repeat()) {
      // Levels that nobody staffs are passed over, not skipped by a stall.
      skipped = from.byTime(now).cycle() > from.policy().repeat() ? skipped : 0;
      Reason reason = Reasons.exhausted(from, waited(from, there), skipped);
      run = from.movedToLeaders(now);
      phase = Phase.EXHAUSTED;
      effects.add(new Effect.Exhausted(from.policy().id(), reason));
      page(reason, Policy.leadersOnDuty());
    } else {
      run = from.movedTo(there, now);
      page(Reasons.next(from, there, waited(from, there), skipped));
    }
  }

  /** A new cycle began because the whole one before it went by. */
  private Duration waited(Run from, Position there) {
    return Duration.between(
        there.cycle() > from.cycle() ? from.cycleStartedAt() : from.levelSince(), now);
  }

  private void page(Reason reason) {
    Run at = requireNonNull(run);
    List<Call> all = level(at).calls(known(at));
    page(reason, level(at).inTurn() && !all.isEmpty() ? List.of(atTurn(at, all)) : all);
  }

  /** The next one who does not have it in hand. */
  private Call atTurn(Run at, List<Call> all) {
    long turn = number(at) + at.round();
    List<String> excluding = state(now).acknowledgedBy();
    for (Call _ : all) {
      Call call = Level.atTurn(all, turn);
      if (call.person() == null || !excluding.contains(call.person())) {
        return call;
      }
      turn++;
    }
    return Level.atTurn(all, turn);
  }

  private long number(Run at) {
    Long known = at.turn();
    if (known != null) {
      return known;
    }
    Turn turn = new Turn(at.policy().id(), at.level());
    Long drawn = turns.number(turn);
    if (drawn == null) {
      missing.add(turn);
      return 0;
    }
    run = at.atTurn(drawn);
    return drawn;
  }

  private void page(Reason reason, List<Call> calls) {
    Run at = requireNonNull(run);
    List<String> excluding = state(now).acknowledgedBy();
    Instant nextAt = due(at);
    dueAt = nextAt;
    List<OpenPage> pages = new ArrayList<>();
    List<Call> paged = new ArrayList<>();
    List<String> open = new ArrayList<>(outstanding);
    for (Call target : new LinkedHashSet<>(calls)) {
      if (target.person() != null && excluding.contains(target.person())) {
        continue;
      }
      String id = ids.of(before.incidentId(), at.number(), at.level(), at.round(), target.key());
      effects.add(
          new Effect.Page(
              id,
              at.policy().id(),
              at.level(),
              at.round(),
              target,
              channels(at),
              within(at),
              reason,
              now,
              excluding,
              List.copyOf(paged),
              null,
              at.acknowledgementLasts(),
              Duration.between(now, nextAt),
              needed(at)));
      paged.add(target);
      pages.add(OpenPage.asked(id));
      open.add(id);
    }
    run = at.paging(List.copyOf(pages));
    outstanding = List.copyOf(open);
    if (calls.isEmpty()) {
      goOn(run);
    }
  }

  /** A run that an earlier build began knows its incident only by what it was chosen for. */
  private Incident known(Run of) {
    return incident != null
        ? incident
        : new Incident(before.incidentId(), "", of.scope(), of.severity(), false, true);
  }

  private static Level level(Run run) {
    return run.policy().level(run.level());
  }

  private static List<String> channels(Run run) {
    return run.atLeaders()
        ? run.policy().levels().stream()
            .flatMap(l -> l.channelsFor(run.severity()).stream())
            .distinct()
            .toList()
        : level(run).channelsFor(run.severity());
  }

  private Duration within(Run run) {
    return run.atLeaders() ? run.policy().lastLevelLasts() : Duration.between(now, run.levelEnds());
  }

  /** The next repeat of the level, or the next level, whichever comes first. */
  private Instant due(Run run) {
    if (run.atLeaders()) {
      return now.plus(leadersAgainAfter(run));
    }
    Duration every = level(run).repeatEvery();
    if (every == null) {
      return run.levelEnds();
    }
    long passed = Duration.between(run.levelSince(), now).dividedBy(every);
    Instant repeat = run.levelSince().plus(every.multipliedBy(passed + 1));
    return repeat.isBefore(run.levelEnds()) ? repeat : run.levelEnds();
  }

  /** As long as the last level waited, twice as long each time from the third call on. */
  private Duration leadersAgainAfter(Run run) {
    int doublings = Math.clamp(run.round() - 1, 0, MOST_DOUBLINGS);
    Duration pause = run.policy().lastLevelLasts().multipliedBy(1L << doublings);
    return pause.compareTo(leadersAtMost) < 0 ? pause : leadersAtMost;
  }

  private void withdraw(Reason reason) {
    if (!outstanding.isEmpty()) {
      effects.add(new Effect.Withdraw(outstanding, reason));
      outstanding = List.of();
    }
  }
}
