/** What people entered at run time, one document each: kept, and held in memory as it stands. */
@NullMarked
package io.tocsin.roster.book;

import org.jspecify.annotations.NullMarked;
