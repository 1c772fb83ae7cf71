@NullMarked
package io.tocsin.notification.deliveries;

import org.jspecify.annotations.NullMarked;
