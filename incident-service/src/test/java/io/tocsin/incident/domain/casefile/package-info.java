@NullMarked
package io.tocsin.incident.domain.casefile;

import org.jspecify.annotations.NullMarked;
