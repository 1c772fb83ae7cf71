@NullMarked
package io.tocsin.testkit.bad.intake;

import org.jspecify.annotations.NullMarked;
