@NullMarked
package io.tocsin.notification.email;

import org.jspecify.annotations.NullMarked;
