/** One shift hands over to the next: what is open, signed by both. */
@NullMarked
package io.tocsin.roster.handover;

import org.jspecify.annotations.NullMarked;
