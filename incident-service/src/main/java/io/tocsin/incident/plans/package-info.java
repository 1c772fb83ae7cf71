/** The catalogue of contingency plans: what ships, what was saved, YAML and JSON in and out. */
@NullMarked
package io.tocsin.incident.plans;

import org.jspecify.annotations.NullMarked;
