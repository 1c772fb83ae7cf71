/** Takes reports of faults and works out what is broken and how far it reaches. */
@NullMarked
package io.tocsin.incident;

import org.jspecify.annotations.NullMarked;
