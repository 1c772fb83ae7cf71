/** What the copy of the organisation says, in the words of the domain. */
@NullMarked
package io.tocsin.incident.organisation;

import org.jspecify.annotations.NullMarked;
