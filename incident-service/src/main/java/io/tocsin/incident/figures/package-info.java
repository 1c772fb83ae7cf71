/** How fast the response was: a small record for each incident, and what many of them come to. */
@NullMarked
package io.tocsin.incident.figures;

import org.jspecify.annotations.NullMarked;
