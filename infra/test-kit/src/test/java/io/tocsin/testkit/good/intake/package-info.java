@NullMarked
package io.tocsin.testkit.good.intake;

import org.jspecify.annotations.NullMarked;
