@NullMarked
package io.tocsin.escalation.domain;

import org.jspecify.annotations.NullMarked;
