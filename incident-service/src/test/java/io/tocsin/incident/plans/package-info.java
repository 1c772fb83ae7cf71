@NullMarked
package io.tocsin.incident.plans;

import org.jspecify.annotations.NullMarked;
