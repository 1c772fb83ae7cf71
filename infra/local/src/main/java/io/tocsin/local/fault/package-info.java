/**
 * Failures on purpose: what a provider does to one recipient, for trying how the platform bears it.
 */
@NullMarked
package io.tocsin.local.fault;

import org.jspecify.annotations.NullMarked;
