/** Looks for another way to whoever a message did not reach: the next channel, else a call. */
@NullMarked
package io.tocsin.notification.failover;

import org.jspecify.annotations.NullMarked;
