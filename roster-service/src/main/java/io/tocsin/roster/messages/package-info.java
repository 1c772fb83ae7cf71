/**
 * Tells people what is about no incident: it travels as an event and notification-service sends.
 */
@NullMarked
package io.tocsin.roster.messages;

import org.jspecify.annotations.NullMarked;
