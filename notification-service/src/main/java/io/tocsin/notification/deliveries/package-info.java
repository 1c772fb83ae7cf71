/** The deliveries: their store, the events of their lives, and how they are read. */
@NullMarked
package io.tocsin.notification.deliveries;

import org.jspecify.annotations.NullMarked;
