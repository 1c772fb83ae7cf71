package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The evidence before a system is enabled again. Only what is newer than the last repair counts.
 *
 * @param repairs oldest first
 * @param tests oldest first
 * @param approval the last one given, null when it was refused since or never given
 */
public record Recovery(
    List<Repair> repairs, List<RecoveryTest> tests, @Nullable Approval approval) {

  static final Recovery NONE = new Recovery(List.of(), List.of(), null);

  public Recovery {
    repairs = List.copyOf(repairs);
    tests = List.copyOf(tests);
  }

  /** Something was repaired. */
  public record Repair(Actor by, Instant at, String summary) {}

  /** A decision of who may approve. */
  public record Approval(Actor by, Instant at, @Nullable String words) {}

  public Optional<Repair> lastRepair() {
    return repairs.isEmpty() ? Optional.empty() : Optional.of(repairs.getLast());
  }

  public Optional<RecoveryTest> lastTest(TestKind kind) {
    return tests.stream().filter(t -> t.kind() == kind).reduce((_, last) -> last);
  }

  /** Whether the last test of this kind passed and is newer than the last repair. */
  public boolean passed(TestKind kind) {
    return lastTest(kind).filter(RecoveryTest::passed).filter(t -> counts(t.at())).isPresent();
  }

  public boolean approved() {
    return approval != null && counts(approval.at());
  }

  /** A test in the very moment of the repair was recorded after it: the repair made it possible. */
  private boolean counts(Instant at) {
    return lastRepair().filter(r -> !at.isBefore(r.at())).isPresent();
  }

  Recovery plus(Repair repair) {
    return new Recovery(plus(repairs, repair), tests, null);
  }

  Recovery plus(RecoveryTest test) {
    return new Recovery(repairs, plus(tests, test), approval);
  }

  Recovery with(@Nullable Approval decision) {
    return new Recovery(repairs, tests, decision);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }
}
