/**
 * Who calls: tokens are issued here for the administrator's secret, and verified before anything is
 * let through.
 */
@NullMarked
package io.tocsin.gateway.identity;

import org.jspecify.annotations.NullMarked;
