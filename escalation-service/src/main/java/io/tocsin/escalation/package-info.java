/** Who is to be paged for an incident, by when, until somebody answers. */
@NullMarked
package io.tocsin.escalation;

import org.jspecify.annotations.NullMarked;
