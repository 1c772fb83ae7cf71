/** What happened to an incident, item by item, for people to read. */
@NullMarked
package io.tocsin.incident.timeline;

import org.jspecify.annotations.NullMarked;
