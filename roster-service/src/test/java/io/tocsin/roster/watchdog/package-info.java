@NullMarked
package io.tocsin.roster.watchdog;

import org.jspecify.annotations.NullMarked;
