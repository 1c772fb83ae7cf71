/** The smallest service that uses all of the kit. */
@NullMarked
package io.tocsin.kit.sample;

import org.jspecify.annotations.NullMarked;
