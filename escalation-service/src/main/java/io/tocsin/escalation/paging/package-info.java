/** The paging for each incident: what comes in, what is decided, what is told. */
@NullMarked
package io.tocsin.escalation.paging;

import org.jspecify.annotations.NullMarked;
