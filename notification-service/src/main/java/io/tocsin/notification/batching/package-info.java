/** Many small pieces of work done together without making any of them wait. */
@NullMarked
package io.tocsin.notification.batching;

import org.jspecify.annotations.NullMarked;
