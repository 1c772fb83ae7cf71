@NullMarked
package io.tocsin.kit.kafka;

import org.jspecify.annotations.NullMarked;
