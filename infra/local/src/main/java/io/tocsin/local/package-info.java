/** The embedded default: everything one machine needs besides the services, in one process. */
@NullMarked
package io.tocsin.local;

import org.jspecify.annotations.NullMarked;
