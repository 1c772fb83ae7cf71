@NullMarked
package io.tocsin.notification.channels;

import org.jspecify.annotations.NullMarked;
