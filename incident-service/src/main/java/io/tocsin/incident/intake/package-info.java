/** Where reports come in. */
@NullMarked
package io.tocsin.incident.intake;

import org.jspecify.annotations.NullMarked;
