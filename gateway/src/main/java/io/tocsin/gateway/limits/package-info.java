/** How much is let in: the size of a body and the calls of one caller. */
@NullMarked
package io.tocsin.gateway.limits;

import org.jspecify.annotations.NullMarked;
