/** Which incident a report belongs to, and what follows from a promotion. */
@NullMarked
package io.tocsin.incident.correlation;

import org.jspecify.annotations.NullMarked;
