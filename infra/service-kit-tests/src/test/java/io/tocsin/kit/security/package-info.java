@NullMarked
package io.tocsin.kit.security;

import org.jspecify.annotations.NullMarked;
