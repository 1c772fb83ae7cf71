@NullMarked
package io.tocsin.incident.domain.plan;

import org.jspecify.annotations.NullMarked;
