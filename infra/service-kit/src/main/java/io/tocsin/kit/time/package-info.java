/** Time and ids as arguments: where they come from at the edge. */
@NullMarked
package io.tocsin.kit.time;

import org.jspecify.annotations.NullMarked;
