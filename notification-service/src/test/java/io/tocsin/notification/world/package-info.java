/** What the tests of the whole service stand on: an SMS centre, a mailbox, topics, tokens. */
@NullMarked
package io.tocsin.notification.world;

import org.jspecify.annotations.NullMarked;
