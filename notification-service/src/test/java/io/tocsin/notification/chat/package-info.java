@NullMarked
package io.tocsin.notification.chat;

import org.jspecify.annotations.NullMarked;
