@NullMarked
package io.tocsin.notification.notices;

import org.jspecify.annotations.NullMarked;
