/** What the tests of the other modules stand on. */
@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
