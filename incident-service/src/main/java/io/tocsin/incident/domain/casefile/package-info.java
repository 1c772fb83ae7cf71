/** 续报, 终报 and 整改: what is written about an incident, and what must be written to close it. */
@NullMarked
package io.tocsin.incident.domain.casefile;

import org.jspecify.annotations.NullMarked;
