/** Shifts as iCalendar (RFC 5545), out and in. */
@NullMarked
package io.tocsin.roster.ical;

import org.jspecify.annotations.NullMarked;
