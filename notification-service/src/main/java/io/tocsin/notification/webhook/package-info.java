/**
 * Requests to addresses that somebody configured: guarded against reaching inwards, signed as
 * Standard Webhooks says.
 */
@NullMarked
package io.tocsin.notification.webhook;

import org.jspecify.annotations.NullMarked;
