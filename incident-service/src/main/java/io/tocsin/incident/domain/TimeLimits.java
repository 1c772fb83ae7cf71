package io.tocsin.incident.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * By when the response to a fault of one severity must be how far, each counted from when the fault
 * became as grave: mostly the opening. A fault that gets graver keeps what it owed sooner.
 *
 * @param cause the cause is reported to the leader
 * @param decision the leader decides on the activation
 * @param suspension the suspension notice is out
 * @param progressEvery between two progress notices
 * @param superiorByPhone the superior is told by phone; null where it need not be
 * @param superiorInWriting the superior is told in writing; null where it need not be
 * @param finalReportDays working days after the end until the final report is due
 * @param acknowledgement somebody has taken it up; null where an earlier build set the limits
 */
public record TimeLimits(
    Duration cause,
    Duration decision,
    Duration suspension,
    Duration progressEvery,
    @Nullable Duration superiorByPhone,
    @Nullable Duration superiorInWriting,
    int finalReportDays,
    @Nullable Duration acknowledgement) {}
