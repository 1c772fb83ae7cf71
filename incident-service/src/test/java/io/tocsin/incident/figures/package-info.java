@NullMarked
package io.tocsin.incident.figures;

import org.jspecify.annotations.NullMarked;
