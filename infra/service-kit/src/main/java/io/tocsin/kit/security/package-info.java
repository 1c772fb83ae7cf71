/** Who calls, and what that caller may do. */
@NullMarked
package io.tocsin.kit.security;

import org.jspecify.annotations.NullMarked;
