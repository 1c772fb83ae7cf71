/** The scenarios of the domain as scripts on the real processes; the harness that they speak to. */
@NullMarked
package io.tocsin.e2e;

import org.jspecify.annotations.NullMarked;
