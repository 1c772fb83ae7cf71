@NullMarked
package io.tocsin.notification.sms;

import org.jspecify.annotations.NullMarked;
