@NullMarked
package io.tocsin.incident.incidents;

import org.jspecify.annotations.NullMarked;
