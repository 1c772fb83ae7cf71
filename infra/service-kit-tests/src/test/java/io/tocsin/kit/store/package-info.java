@NullMarked
package io.tocsin.kit.store;

import org.jspecify.annotations.NullMarked;
