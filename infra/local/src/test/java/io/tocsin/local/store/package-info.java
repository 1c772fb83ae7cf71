@NullMarked
package io.tocsin.local.store;

import org.jspecify.annotations.NullMarked;
