/** Tells people that they come on duty and go off it. */
@NullMarked
package io.tocsin.roster.changeover;

import org.jspecify.annotations.NullMarked;
