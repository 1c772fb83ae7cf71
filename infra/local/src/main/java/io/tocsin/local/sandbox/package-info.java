/**
 * The phones and mailboxes of the embedded default: pages for people, JSON for tests. Loopback
 * only.
 */
@NullMarked
package io.tocsin.local.sandbox;

import org.jspecify.annotations.NullMarked;
