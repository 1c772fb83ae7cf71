/** E-mail over SMTP: a pool of connected transports, messages that thread by incident. */
@NullMarked
package io.tocsin.notification.email;

import org.jspecify.annotations.NullMarked;
