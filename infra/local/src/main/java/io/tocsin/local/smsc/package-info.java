/**
 * An SMPP 3.4 SMS centre whose phones are a page: it takes messages, sends receipts, and delivers
 * replies.
 */
@NullMarked
package io.tocsin.local.smsc;

import org.jspecify.annotations.NullMarked;
