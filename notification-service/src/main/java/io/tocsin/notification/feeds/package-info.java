/** The board for other programs: Atom and JSON feeds, and each notice as a CAP alert. */
@NullMarked
package io.tocsin.notification.feeds;

import org.jspecify.annotations.NullMarked;
