@NullMarked
package io.tocsin.notification;

import org.jspecify.annotations.NullMarked;
