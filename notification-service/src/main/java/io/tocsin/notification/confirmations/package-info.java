/** Which unit has confirmed which notice: by whom, when, how, and which revision of it. */
@NullMarked
package io.tocsin.notification.confirmations;

import org.jspecify.annotations.NullMarked;
