/**
 * What a message is, how far it came, what may happen to it next, and what it says. Pure: time and
 * ids are arguments.
 */
@NullMarked
package io.tocsin.notification.domain;

import org.jspecify.annotations.NullMarked;
