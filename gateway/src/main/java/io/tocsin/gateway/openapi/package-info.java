/** The API's own description, and a page that shows it. */
@NullMarked
package io.tocsin.gateway.openapi;

import org.jspecify.annotations.NullMarked;
