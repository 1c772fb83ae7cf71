@NullMarked
package io.tocsin.notification.smshttp;

import org.jspecify.annotations.NullMarked;
