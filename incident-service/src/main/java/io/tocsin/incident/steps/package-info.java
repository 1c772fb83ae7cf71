/** The plan that an incident is worked by, step by step. */
@NullMarked
package io.tocsin.incident.steps;

import org.jspecify.annotations.NullMarked;
