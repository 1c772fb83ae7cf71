/** Telephone calls that somebody has to make, and what came of them. */
@NullMarked
package io.tocsin.notification.calltasks;

import org.jspecify.annotations.NullMarked;
