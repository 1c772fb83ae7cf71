/**
 * What providers allow for one number and one day: counted durably, spent on what is urgent first.
 */
@NullMarked
package io.tocsin.notification.budget;

import org.jspecify.annotations.NullMarked;
