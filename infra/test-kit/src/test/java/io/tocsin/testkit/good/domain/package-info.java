@NullMarked
package io.tocsin.testkit.good.domain;

import org.jspecify.annotations.NullMarked;
