/** What browsers get from this service: the widget, the page that shows it, and their headers. */
@NullMarked
package io.tocsin.notification.web;

import org.jspecify.annotations.NullMarked;
