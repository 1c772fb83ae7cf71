/** Answers each page with the people who hold its target now. */
@NullMarked
package io.tocsin.roster.paging;

import org.jspecify.annotations.NullMarked;
