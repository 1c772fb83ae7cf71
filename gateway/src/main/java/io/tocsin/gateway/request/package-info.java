/** What is known of a request as it comes in: the id it goes by and where it leads. */
@NullMarked
package io.tocsin.gateway.request;

import org.jspecify.annotations.NullMarked;
