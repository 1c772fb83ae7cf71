@NullMarked
package io.tocsin.local.demo;

import org.jspecify.annotations.NullMarked;
