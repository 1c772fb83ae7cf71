@org.jspecify.annotations.NullMarked
package io.tocsin.notification.templates;
