/** Who would be told, when and how: the engine played without an incident. */
@NullMarked
package io.tocsin.escalation.simulation;

import org.jspecify.annotations.NullMarked;
