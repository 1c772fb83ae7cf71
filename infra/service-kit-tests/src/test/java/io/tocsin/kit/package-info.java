@NullMarked
package io.tocsin.kit;

import org.jspecify.annotations.NullMarked;
