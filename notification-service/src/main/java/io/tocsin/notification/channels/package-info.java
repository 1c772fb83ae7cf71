/** The channels as those who run the platform see them: their providers, their figures, a test. */
@NullMarked
package io.tocsin.notification.channels;

import org.jspecify.annotations.NullMarked;
