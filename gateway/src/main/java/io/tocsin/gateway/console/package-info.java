/** The console's files and the rules that a browser holds them to. */
@NullMarked
package io.tocsin.gateway.console;

import org.jspecify.annotations.NullMarked;
