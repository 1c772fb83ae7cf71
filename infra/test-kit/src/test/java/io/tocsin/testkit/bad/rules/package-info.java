@NullMarked
package io.tocsin.testkit.bad.rules;

import org.jspecify.annotations.NullMarked;
