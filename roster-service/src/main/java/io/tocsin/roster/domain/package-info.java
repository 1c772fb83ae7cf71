/** Who holds a post when, and why: schedules, layers, rotations. Pure. */
@NullMarked
package io.tocsin.roster.domain;

import org.jspecify.annotations.NullMarked;
