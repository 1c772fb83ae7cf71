/**
 * 专题预案: what a contingency plan is, when one may be saved, and how a response works on one. Pure
 * like the rest of the domain.
 */
@NullMarked
package io.tocsin.incident.domain.plan;

import org.jspecify.annotations.NullMarked;
