@NullMarked
package io.tocsin.escalation.paging;

import org.jspecify.annotations.NullMarked;
