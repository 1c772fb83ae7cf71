/** What is done again and again for as long as the service runs. */
@NullMarked
package io.tocsin.notification.rounds;

import org.jspecify.annotations.NullMarked;
