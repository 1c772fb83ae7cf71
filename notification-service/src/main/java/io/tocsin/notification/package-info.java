/** Tells people: one message for each recipient and channel, and what became of it. */
@NullMarked
package io.tocsin.notification;

import org.jspecify.annotations.NullMarked;
