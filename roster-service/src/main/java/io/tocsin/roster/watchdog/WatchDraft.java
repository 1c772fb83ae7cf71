package io.tocsin.roster.watchdog;

import io.tocsin.contracts.IncidentFacts;
import io.tocsin.roster.watchdog.Awaited.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A watch while one thing that happened is taken in. */
final class WatchDraft {

  @Nullable IncidentFacts facts;
  long seq;
  List<Awaited> waits;
  List<String> outstanding;
  @Nullable Instant toldAt;
  boolean exhausted;
  @Nullable Duration lasts;
  @Nullable Instant heldSince;
  @Nullable String policy;
  @Nullable Integer needed;
  List<String> holders;
  Map<String, Instant> tasksToldAt;

  WatchDraft(Watch watch) {
    this.facts = watch.facts();
    this.seq = watch.seq();
    this.waits = watch.waits();
    this.outstanding = watch.outstanding();
    this.toldAt = watch.toldAt();
    this.exhausted = watch.exhausted();
    this.lasts = watch.lasts();
    this.heldSince = watch.heldSince();
    this.policy = watch.policy();
    this.needed = watch.needed();
    this.holders = watch.holders();
    this.tasksToldAt = watch.tasksToldAt();
  }

  void awaits(Awaited more) {
    waits = Awaited.with(waits, more);
  }

  void drop(Predicate<Awaited> which) {
    waits = Awaited.without(waits, which);
  }

  void said(Instant at) {
    toldAt = toldAt == null || at.isAfter(toldAt) ? at : toldAt;
  }

  /** No next page is waited for but the one when whoever has it in hand does nothing. */
  void held(Duration grace) {
    drop(a -> a.missing().isNextPage() || a.missing() == Missing.PAGE_AFTER_EXPIRY);
    if (heldSince != null && lasts != null) {
      awaits(Awaited.of(Missing.PAGE_AFTER_EXPIRY, heldSince.plus(lasts), grace));
    }
  }

  /** The incident is over: nothing is waited for, whoever may have it in hand. */
  void rest() {
    waits = List.of();
    outstanding = List.of();
    exhausted = false;
    heldSince = null;
    holders = List.of();
    tasksToldAt = Map.of();
  }

  Watch watch() {
    return new Watch(
        facts,
        seq,
        waits,
        outstanding,
        toldAt,
        exhausted,
        lasts,
        heldSince,
        policy,
        needed,
        holders,
        tasksToldAt);
  }
}
