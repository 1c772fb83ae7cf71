/** Reply codes: who may answer which page with which digits, and what comes of an answer. */
@NullMarked
package io.tocsin.notification.replies;

import org.jspecify.annotations.NullMarked;
