/**
 * Hands messages to providers: one queue and one sender for each channel and urgency, so that none
 * waits for another; every attempt is written down before it is made.
 */
@NullMarked
package io.tocsin.notification.sending;

import org.jspecify.annotations.NullMarked;
