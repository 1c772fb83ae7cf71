@NullMarked
package io.tocsin.roster.ical;

import org.jspecify.annotations.NullMarked;
