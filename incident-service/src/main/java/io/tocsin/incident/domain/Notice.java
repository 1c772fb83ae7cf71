package io.tocsin.incident.domain;

import io.tocsin.incident.domain.IncidentEvent.NoticeIssued;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A formal message of an incident to units.
 *
 * @param refersTo the notice that this one follows, as a restoration does its suspension
 * @param toAll whether it is for all units, or for the affected ones only
 * @param units the audience by unit code, as it was when the notice was issued
 * @param channels by name
 */
public record Notice(
    String noticeId,
    String number,
    NoticeKind kind,
    @Nullable String refersTo,
    Text title,
    Text body,
    boolean toAll,
    List<String> units,
    List<String> channels,
    Details details) {

  public Notice {
    units = List.copyOf(units);
    channels = List.copyOf(channels);
  }

  /**
   * What stands in the body one by one, and what only a post or an e-mail has room for.
   *
   * @param startedAt since when the fault is known, or the service stopped
   */
  public record Details(
      Instant startedAt,
      Text cause,
      Text stage,
      @Nullable Instant expectedRestoration,
      @Nullable Instant nextUpdateAt,
      @Nullable String instruction,
      @Nullable String workaround,
      @Nullable String contact,
      @Nullable Instant restoredAt,
      @Nullable Instant dataCutOff,
      @Nullable Instant backEntryBy,
      @Nullable Text test,
      @Nullable Actor issuer,
      @Nullable Actor approver) {

    Details approvedBy(Actor leader) {
      return new Details(
          startedAt,
          cause,
          stage,
          expectedRestoration,
          nextUpdateAt,
          instruction,
          workaround,
          contact,
          restoredAt,
          dataCutOff,
          backEntryBy,
          test,
          issuer,
          leader);
    }
  }

  /** Goes out with something else that happened, and says of itself what it is and to how many. */
  NoticeIssued issued(Because with) {
    return new NoticeIssued(
        this,
        with.reason(
            new Text(
                "发布%s%s：%s（%d个单位）。".formatted(kind.label().zh(), number, title.zh(), units.size()),
                "Issued the %s %s: %s (%d %s)."
                    .formatted(
                        kind.label().en(),
                        number,
                        title.en(),
                        units.size(),
                        units.size() == 1 ? "unit" : "units"))));
  }

  /** Whoever heard of the fault since it was written gets it too. */
  Notice approvedBy(Actor leader, Audience told) {
    Audience both = new Audience(toAll, units).and(told);
    return new Notice(
        noticeId,
        number,
        kind,
        refersTo,
        title,
        body,
        both.toAll(),
        both.units(),
        channels,
        details.approvedBy(leader));
  }
}
