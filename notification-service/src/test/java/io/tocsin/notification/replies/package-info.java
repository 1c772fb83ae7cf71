@NullMarked
package io.tocsin.notification.replies;

import org.jspecify.annotations.NullMarked;
