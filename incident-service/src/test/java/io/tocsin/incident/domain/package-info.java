@NullMarked
package io.tocsin.incident.domain;

import org.jspecify.annotations.NullMarked;
