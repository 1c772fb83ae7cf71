/** Telephone calls that a provider makes: it reads the page aloud and hands on what is keyed in. */
@NullMarked
package io.tocsin.notification.voice;

import org.jspecify.annotations.NullMarked;
