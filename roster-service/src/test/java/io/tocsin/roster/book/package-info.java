@NullMarked
package io.tocsin.roster.book;

import org.jspecify.annotations.NullMarked;
