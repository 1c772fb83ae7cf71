/**
 * Watches over the escalation from outside of it: an incident whose page does not come in time is
 * told to all leaders from here, without the service that should have paged.
 */
@NullMarked
package io.tocsin.roster.watchdog;

import org.jspecify.annotations.NullMarked;
