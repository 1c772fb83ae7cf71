/** After a new set-up was stored, waits until every service works with it. */
@NullMarked
package io.tocsin.gateway.organisation;

import org.jspecify.annotations.NullMarked;
