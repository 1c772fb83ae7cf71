/** Carries calls to the services, each behind its own breaker, bulkhead and time limit. */
@NullMarked
package io.tocsin.gateway.routing;

import org.jspecify.annotations.NullMarked;
