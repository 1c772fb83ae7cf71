/**
 * One document per aggregate: its state, version, outbox and the ids it has handled; decide, store,
 * publish.
 */
@NullMarked
package io.tocsin.kit.store;

import org.jspecify.annotations.NullMarked;
