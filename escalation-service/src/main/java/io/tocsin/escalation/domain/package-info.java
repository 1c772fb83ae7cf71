/**
 * Whom to page by when: one escalation per incident, decided from facts, answers and the time.
 * Pure.
 */
@NullMarked
package io.tocsin.escalation.domain;

import org.jspecify.annotations.NullMarked;
