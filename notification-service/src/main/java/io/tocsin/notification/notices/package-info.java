/** The notice board: notices as they are issued and withdrawn, listed, streamed, and sent out. */
@NullMarked
package io.tocsin.notification.notices;

import org.jspecify.annotations.NullMarked;
