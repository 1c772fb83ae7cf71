/** Messages to people about no incident, as the roster asks for them. */
@NullMarked
package io.tocsin.notification.messages;

import org.jspecify.annotations.NullMarked;
