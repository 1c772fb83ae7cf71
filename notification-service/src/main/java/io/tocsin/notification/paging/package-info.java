/** Makes one message for each person and channel out of what the roster answers to a page. */
@NullMarked
package io.tocsin.notification.paging;

import org.jspecify.annotations.NullMarked;
