/** 续报, 终报 and action items: written by people, the rest generated from the record. */
@NullMarked
package io.tocsin.incident.finalreport;

import org.jspecify.annotations.NullMarked;
