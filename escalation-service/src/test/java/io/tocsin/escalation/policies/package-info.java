@NullMarked
package io.tocsin.escalation.policies;

import org.jspecify.annotations.NullMarked;
