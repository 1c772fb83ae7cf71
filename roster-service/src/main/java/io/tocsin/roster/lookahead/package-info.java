/** Finds gaps and conflicts before they come, and warns of them once. */
@NullMarked
package io.tocsin.roster.lookahead;

import org.jspecify.annotations.NullMarked;
