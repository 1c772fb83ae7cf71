/**
 * What the edge decides, without a framework: where a path leads, what a person may be, who guesses
 * secrets.
 */
@NullMarked
package io.tocsin.gateway.domain;

import org.jspecify.annotations.NullMarked;
