/** Where people, units and vendors are reached. */
@NullMarked
package io.tocsin.notification.contacts;

import org.jspecify.annotations.NullMarked;
