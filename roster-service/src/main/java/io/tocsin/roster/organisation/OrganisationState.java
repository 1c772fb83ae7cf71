package io.tocsin.roster.organisation;

import java.util.List;

/**
 * The set-up that holds.
 *
 * @param revision grows by one with every change
 * @param unannounced the directory's keys that the others have yet to be told of, the last ones of
 *     this revision
 */
public record OrganisationState(
    long revision, Organisation organisation, List<String> unannounced) {}
