@NullMarked
package io.tocsin.local.broker;

import org.jspecify.annotations.NullMarked;
