@NullMarked
package io.tocsin.kit.time;

import org.jspecify.annotations.NullMarked;
