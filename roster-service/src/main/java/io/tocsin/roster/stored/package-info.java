/** How values of the domain lie in documents. */
@NullMarked
package io.tocsin.roster.stored;

import org.jspecify.annotations.NullMarked;
