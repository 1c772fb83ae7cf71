/** Reports that correlation has placed, by their ids. */
@NullMarked
package io.tocsin.incident.reports;

import org.jspecify.annotations.NullMarked;
