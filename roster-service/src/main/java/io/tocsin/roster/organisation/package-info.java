/** The one document that sets up an organisation: read, checked as a whole, applied, exported. */
@NullMarked
package io.tocsin.roster.organisation;

import org.jspecify.annotations.NullMarked;
