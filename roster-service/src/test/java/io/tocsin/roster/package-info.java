@NullMarked
package io.tocsin.roster;

import org.jspecify.annotations.NullMarked;
