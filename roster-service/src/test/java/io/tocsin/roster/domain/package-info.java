@NullMarked
package io.tocsin.roster.domain;

import org.jspecify.annotations.NullMarked;
