@NullMarked
package io.tocsin.roster.oncall;

import org.jspecify.annotations.NullMarked;
