@NullMarked
package io.tocsin.testkit.bad.domain;

import org.jspecify.annotations.NullMarked;
