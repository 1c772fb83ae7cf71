@NullMarked
package io.tocsin.notification.budget;

import org.jspecify.annotations.NullMarked;
