/** {@code ./tocsin demo}: a fault from the first report to the acknowledgement, with commentary. */
@NullMarked
package io.tocsin.local.demo;

import org.jspecify.annotations.NullMarked;
