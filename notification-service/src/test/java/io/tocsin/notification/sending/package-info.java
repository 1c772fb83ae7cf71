@NullMarked
package io.tocsin.notification.sending;

import org.jspecify.annotations.NullMarked;
