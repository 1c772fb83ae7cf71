/** Incident facts as they happen, for the console. */
@NullMarked
package io.tocsin.incident.stream;

import org.jspecify.annotations.NullMarked;
