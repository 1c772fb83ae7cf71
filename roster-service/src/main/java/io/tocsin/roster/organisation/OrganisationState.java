package io.tocsin.roster.organisation;

/**
 * The set-up that holds.
 *
 * @param revision grows by one with every change
 */
public record OrganisationState(long revision, Organisation organisation) {}
