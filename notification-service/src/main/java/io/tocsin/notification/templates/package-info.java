/**
 * What messages say: texts with placeholders, shipped with the product and editable, checked when
 * they are saved and shown before they are used.
 */
@NullMarked
package io.tocsin.notification.templates;

import org.jspecify.annotations.NullMarked;
