@NullMarked
package io.tocsin.roster.messages;

import org.jspecify.annotations.NullMarked;
