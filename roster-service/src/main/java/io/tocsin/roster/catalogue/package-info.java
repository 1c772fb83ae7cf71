/** Units, systems, people, posts, vendors and schedules, to be read. */
@NullMarked
package io.tocsin.roster.catalogue;

import org.jspecify.annotations.NullMarked;
