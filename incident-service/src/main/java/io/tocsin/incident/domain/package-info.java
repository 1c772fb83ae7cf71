/**
 * What an incident is and how it may change: values, commands, events, pure functions. No clock, no
 * ids, no framework; what crosses the service's border is translated by the packages around it.
 */
@NullMarked
package io.tocsin.incident.domain;

import org.jspecify.annotations.NullMarked;
