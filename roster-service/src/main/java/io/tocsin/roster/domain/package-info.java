/**
 * Who holds a post when, and why: schedules with their layers and rotations, what people changed in
 * them, and what is missing. Pure.
 */
@NullMarked
package io.tocsin.roster.domain;

import org.jspecify.annotations.NullMarked;
