/**
 * A document store that speaks MongoDB's protocol and keeps an acknowledged write through a crash.
 */
@NullMarked
package io.tocsin.local.store;

import org.jspecify.annotations.NullMarked;
