@NullMarked
package io.tocsin.roster.organisation;

import org.jspecify.annotations.NullMarked;
