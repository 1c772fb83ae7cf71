/**
 * What crosses a service's border: events, their wire names, the topics that carry them.
 *
 * <p>A published contract only grows: a new component is {@code @Nullable} and stands last; a
 * change of meaning is a new record with the next version. The golden files and JSON Schemas in the
 * resources hold the build to that.
 */
@NullMarked
package io.tocsin.contracts;

import org.jspecify.annotations.NullMarked;
