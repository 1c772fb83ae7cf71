/** What the store forgets by itself when its time is over. */
@NullMarked
package io.tocsin.notification.expiry;

import org.jspecify.annotations.NullMarked;
