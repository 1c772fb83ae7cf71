@NullMarked
package io.tocsin.incident.correlation;

import org.jspecify.annotations.NullMarked;
