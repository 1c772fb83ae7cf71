/** What people and the other services do about an incident, onto its timeline. */
@NullMarked
package io.tocsin.incident.response;

import org.jspecify.annotations.NullMarked;
