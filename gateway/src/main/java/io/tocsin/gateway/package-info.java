/** The edge of the platform: who calls, where a call goes, how much of it is let in. */
@NullMarked
package io.tocsin.gateway;

import org.jspecify.annotations.NullMarked;
