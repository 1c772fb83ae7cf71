/** Puts together what the escalation and the roster know, without the two calling each other. */
@NullMarked
package io.tocsin.gateway.simulation;

import org.jspecify.annotations.NullMarked;
