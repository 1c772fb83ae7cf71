/** What people change in a schedule while it runs, and what can be read of it. */
@NullMarked
package io.tocsin.roster.schedules;

import org.jspecify.annotations.NullMarked;
