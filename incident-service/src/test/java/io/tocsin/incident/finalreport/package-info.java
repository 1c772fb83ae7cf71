@NullMarked
package io.tocsin.incident.finalreport;

import org.jspecify.annotations.NullMarked;
