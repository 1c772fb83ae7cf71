/** What comes to an incident by time alone. */
@NullMarked
package io.tocsin.incident.deadlines;

import org.jspecify.annotations.NullMarked;
