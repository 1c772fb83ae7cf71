/** How reports reach the intake: those that come in the same moment travel together. */
@NullMarked
package io.tocsin.gateway.reports;

import org.jspecify.annotations.NullMarked;
