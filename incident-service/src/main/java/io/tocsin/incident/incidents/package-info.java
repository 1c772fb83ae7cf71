/** The incidents themselves: how they are stored, told and read. */
@NullMarked
package io.tocsin.incident.incidents;

import org.jspecify.annotations.NullMarked;
