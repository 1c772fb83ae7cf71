@NullMarked
package io.tocsin.escalation;

import org.jspecify.annotations.NullMarked;
