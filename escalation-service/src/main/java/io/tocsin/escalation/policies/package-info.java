/** The organisation's escalation policies, as the roster publishes them. */
@NullMarked
package io.tocsin.escalation.policies;

import org.jspecify.annotations.NullMarked;
