@NullMarked
package io.tocsin.notification.domain;

import org.jspecify.annotations.NullMarked;
