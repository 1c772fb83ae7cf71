package io.tocsin.escalation.domain;

import org.jspecify.annotations.Nullable;

/**
 * A person took the incident up.
 *
 * @param run the run of a policy that it stopped or helped to stop; 0 before the first
 * @param episode counts the times that the incident was opened; whoever acknowledged in an earlier
 *     one is paged again
 */
public record Acknowledgement(
    String personId, String name, @Nullable String pageId, int run, int episode) {}
