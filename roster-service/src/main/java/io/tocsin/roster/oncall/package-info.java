/** Who is on call, asked over HTTP and by the other features. */
@NullMarked
package io.tocsin.roster.oncall;

import org.jspecify.annotations.NullMarked;
