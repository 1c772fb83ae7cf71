package io.tocsin.roster.watchdog;

import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.roster.watchdog.Awaited.Missing;
import io.tocsin.roster.watchdog.Awaited.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One incident as the watchdog sees it. The topics of incidents and of pages come in no order
 * towards each other, so either may tell of the incident first.
 *
 * @param facts as they were last told, null until they are
 * @param seq of the incident's event that told them, 0 when a page did
 * @param waits for what should come
 * @param outstanding pages that have not been withdrawn
 * @param toldAt when the escalation last said anything
 * @param exhausted the escalation calls the leaders itself: no level comes behind that
 * @param lasts how long an acknowledgement holds when nothing is done, null for good
 * @param heldSince when somebody took it up, or last did something about it; null while nobody has
 * @param policy that runs, null before the first
 * @param needed how many people have to acknowledge the latest page, null for one
 * @param holders who has acknowledged since the policy began
 * @param tasksToldAt when a task's people were last told, by the task's id
 */
record Watch(
    @Nullable IncidentFacts facts,
    long seq,
    List<Awaited> waits,
    List<String> outstanding,
    @Nullable Instant toldAt,
    boolean exhausted,
    @Nullable Duration lasts,
    @Nullable Instant heldSince,
    @Nullable String policy,
    @Nullable Integer needed,
    List<String> holders,
    Map<String, Instant> tasksToldAt) {

  /** Clocks of two machines differ by less. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  static final Watch UNKNOWN =
      new Watch(
          null, 0, List.of(), List.of(), null, false, null, null, null, null, List.of(), Map.of());

  /** A document that an earlier build wrote has no waits, and names nobody. */
  Watch(
      @Nullable IncidentFacts facts,
      long seq,
      @Nullable List<Awaited> waits,
      List<String> outstanding,
      @Nullable Instant toldAt,
      boolean exhausted,
      @Nullable Duration lasts,
      @Nullable Instant heldSince,
      @Nullable String policy,
      @Nullable Integer needed,
      @Nullable List<String> holders,
      @Nullable Map<String, Instant> tasksToldAt) {
    this.facts = facts;
    this.seq = seq;
    this.waits = waits == null ? List.of() : List.copyOf(waits);
    this.outstanding = List.copyOf(outstanding);
    this.toldAt = toldAt;
    this.exhausted = exhausted;
    this.lasts = lasts;
    this.heldSince = heldSince;
    this.policy = policy;
    this.needed = needed;
    this.holders = holders == null ? List.of() : List.copyOf(holders);
    this.tasksToldAt = tasksToldAt == null ? Map.of() : Map.copyOf(tasksToldAt);
  }

  /**
   * The incident as it stands. An opening, and whatever makes it wider or graver than before, has
   * to be answered by the escalation; and the incident itself has to go on when its own time comes.
   *
   * @param at when the fact came about
   */
  Watch following(IncidentFacts told, long toldSeq, Instant at, Duration grace) {
    if (toldSeq <= seq) {
      return this;
    }
    WatchDraft next = new WatchDraft(this);
    next.facts = told;
    next.seq = toldSeq;
    if (!told.state().open()) {
      next.rest();
      return next.watch();
    }
    if (told.dueAt() == null) {
      next.drop(a -> a.missing() == Missing.INCIDENT_EVENT);
    } else {
      next.awaits(Awaited.of(Missing.INCIDENT_EVENT, told.dueAt(), grace));
    }
    boolean again = facts != null && !facts.state().open();
    if (again) {
      next.exhausted = false;
      next.holders = List.of();
    }
    boolean answered = toldAt != null && !toldAt.isBefore(at.minus(SKEW));
    if (!answered && (facts == null || again || (seq > 0 && grown(facts, told)))) {
      next.awaits(Awaited.of(Missing.FIRST_PAGE, at, grace));
    }
    return next.watch();
  }

  private static boolean grown(IncidentFacts before, IncidentFacts now) {
    return now.scope().compareTo(before.scope()) > 0
        || now.severity().compareTo(before.severity()) < 0;
  }

  /**
   * A policy began or goes on: its first page comes with it, or after the delay that it names. One
   * that goes on pages nobody who has the incident in hand, and what they hold may still expire.
   *
   * @param at when it began
   */
  Watch started(String policyId, Instant at, Duration delay, Duration grace) {
    boolean expired = expiredBy(at);
    WatchDraft next = new WatchDraft(this);
    next.said(at);
    next.exhausted = false;
    if (expired || exhausted || inHand() || !policyId.equals(policy)) {
      next.holders = List.of();
    }
    next.policy = policyId;
    boolean idle = waits.stream().noneMatch(a -> a.missing().isPage());
    if (delay.isPositive() && (idle || awaits(Missing.FIRST_PAGE) || expired)) {
      next.drop(a -> a.missing() == Missing.PAGE_AFTER_EXPIRY);
      next.awaits(Awaited.of(Missing.FIRST_PAGE, at.plus(delay), grace));
    } else {
      next.drop(a -> a.missing() == Missing.FIRST_PAGE);
    }
    return next.watch();
  }

  /** Enough have taken it up: a policy that starts then counts them anew, also the same one. */
  private boolean inHand() {
    return heldSince != null && waits.stream().noneMatch(a -> a.missing().isNextPage());
  }

  private boolean awaits(Missing missing) {
    return waits.stream().anyMatch(a -> a.missing() == missing);
  }

  private boolean expiredBy(Instant at) {
    return waits.stream()
        .anyMatch(
            a -> a.missing() == Missing.PAGE_AFTER_EXPIRY && !at.isBefore(a.dueAt().minus(SKEW)));
  }

  /** A page went out: the next one is due when too few people acknowledge it in time. */
  Watch paged(PageRequestedV1 page, Duration grace) {
    WatchDraft next = new WatchDraft(this);
    if (facts == null) {
      next.facts = page.incident();
    }
    if (!outstanding.contains(page.pageId())) {
      List<String> more = new ArrayList<>(outstanding);
      more.add(page.pageId());
      next.outstanding = more;
    }
    next.said(page.requestedAt());
    next.lasts = page.acknowledgementLasts();
    next.heldSince = null;
    next.needed = page.acknowledgements();
    next.drop(a -> a.missing().isPage());
    Duration level = page.acknowledgeWithin();
    Duration within = page.nextPageWithin();
    if (within != null) {
      boolean repeats = exhausted || within.compareTo(level) < 0;
      Missing missing = repeats ? Missing.NEXT_REPEAT : Missing.NEXT_LEVEL;
      next.awaits(Awaited.of(missing, page.requestedAt().plus(within), grace));
    } else if (!exhausted) {
      next.awaits(Awaited.of(Missing.NEXT_LEVEL, page.requestedAt().plus(level), grace));
    }
    return next.watch();
  }

  /** Pages need no answer any more; when none is left, no next one is waited for. */
  Watch withdrawn(List<String> pageIds, Duration grace) {
    WatchDraft next = new WatchDraft(this);
    next.drop(a -> a.toldBy(pageIds));
    List<String> left = outstanding.stream().filter(id -> !pageIds.contains(id)).toList();
    if (left.size() < outstanding.size()) {
      next.outstanding = left;
      if (left.isEmpty()) {
        next.held(grace);
      }
    }
    return next.watch();
  }

  /**
   * Somebody took it up. When the level has enough of them, people are paged again only if nothing
   * comes of it.
   */
  Watch acknowledged(String personId, Instant at, Duration grace) {
    WatchDraft next = new WatchDraft(this);
    next.heldSince = heldSince == null || at.isAfter(heldSince) ? at : heldSince;
    if (!holders.contains(personId)) {
      List<String> more = new ArrayList<>(holders);
      more.add(personId);
      next.holders = more;
    }
    if (next.holders.size() >= Objects.requireNonNullElse(needed, 1)) {
      next.outstanding = List.of();
      next.drop(a -> a.missing() == Missing.FIRST_PAGE);
      next.held(grace);
    }
    return next.watch();
  }

  /** Somebody did something about it: whoever has it in hand keeps it. */
  Watch worked(Instant at, Duration grace) {
    if (heldSince == null || !at.isAfter(heldSince)) {
      return this;
    }
    WatchDraft next = new WatchDraft(this);
    next.heldSince = at;
    if (awaits(Missing.PAGE_AFTER_EXPIRY)) {
      next.held(grace);
    }
    return next.watch();
  }

  /** The escalation itself calls the leaders; that it does is waited for as any page is. */
  Watch ranOut() {
    WatchDraft next = new WatchDraft(this);
    next.exhausted = true;
    return next.watch();
  }

  /**
   * People have to be told of a task.
   *
   * @param at when that came about
   */
  Watch asked(Task task, Instant at, Duration grace) {
    Instant told = tasksToldAt.get(task.id());
    if (facts == null
        || !facts.state().open()
        || (told != null && !told.isBefore(at.minus(SKEW)))) {
      return this;
    }
    WatchDraft next = new WatchDraft(this);
    next.awaits(Awaited.of(Missing.TASK_PAGE, task, at, grace));
    return next.watch();
  }

  /** People were told of a task; its leader may have to be told later. */
  Watch told(Task task, PageRequestedV1 page, Duration grace) {
    WatchDraft next = new WatchDraft(this);
    if (facts == null) {
      next.facts = page.incident();
    }
    Map<String, Instant> told = new TreeMap<>(tasksToldAt);
    told.merge(task.id(), page.requestedAt(), (a, b) -> a.isAfter(b) ? a : b);
    next.tasksToldAt = told;
    next.drop(a -> a.isAbout(task.id()));
    if (page.nextPageWithin() != null) {
      Instant due = page.requestedAt().plus(page.nextPageWithin());
      next.awaits(Awaited.of(Missing.TASK_REMINDER, task, due, grace));
    }
    return next.watch();
  }

  /** The task is done, or nobody is to work it now. */
  Watch settled(String taskId) {
    WatchDraft next = new WatchDraft(this);
    next.drop(a -> a.isAbout(taskId));
    return next.watch();
  }

  /** What was late has come: so is every task whose id begins so. */
  Watch settledAll(String beginning) {
    WatchDraft next = new WatchDraft(this);
    next.drop(a -> a.isAboutAny(beginning));
    return next.watch();
  }

  @Nullable Instant alarmAt() {
    return facts == null
        ? null
        : waits.stream()
            .flatMap(a -> Stream.ofNullable(a.alarmAt()))
            .min(Instant::compareTo)
            .orElse(null);
  }

  boolean overdue(Instant now) {
    Instant alarmAt = alarmAt();
    return alarmAt != null && !alarmAt.isAfter(now);
  }

  /** What did not come in its time. */
  List<Awaited> missing(Instant now) {
    return facts == null ? List.of() : waits.stream().filter(a -> a.overdue(now)).toList();
  }

  /** The alarms went out; each is raised again after a while, but not for ever. */
  Watch alarmed(Instant now, Duration repeat, int repeats) {
    WatchDraft next = new WatchDraft(this);
    next.waits =
        waits.stream().map(a -> a.overdue(now) ? a.alarmed(now, repeat, repeats) : a).toList();
    return next.watch();
  }
}
