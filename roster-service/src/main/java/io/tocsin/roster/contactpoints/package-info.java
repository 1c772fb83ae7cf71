/** Where people are reached: in which order, and whether they answer there. */
@NullMarked
package io.tocsin.roster.contactpoints;

import org.jspecify.annotations.NullMarked;
