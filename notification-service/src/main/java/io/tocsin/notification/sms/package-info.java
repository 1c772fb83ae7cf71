/** SMS over SMPP 3.4: one session that mends itself, submissions, receipts, replies. */
@NullMarked
package io.tocsin.notification.sms;

import org.jspecify.annotations.NullMarked;
