/** The gateway as a whole, from outside, in front of stubs. */
@NullMarked
package io.tocsin.gateway.edge;

import org.jspecify.annotations.NullMarked;
