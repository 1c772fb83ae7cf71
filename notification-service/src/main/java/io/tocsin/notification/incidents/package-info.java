/** What is remembered of incidents from their own events. */
@NullMarked
package io.tocsin.notification.incidents;

import org.jspecify.annotations.NullMarked;
