/** An SMTP sink: it takes every mail and keeps the latest for looking at. */
@NullMarked
package io.tocsin.local.mail;

import org.jspecify.annotations.NullMarked;
