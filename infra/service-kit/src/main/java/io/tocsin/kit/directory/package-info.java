/** A service's own copy of the units, systems, people and policies of the organisation. */
@NullMarked
package io.tocsin.kit.directory;

import org.jspecify.annotations.NullMarked;
