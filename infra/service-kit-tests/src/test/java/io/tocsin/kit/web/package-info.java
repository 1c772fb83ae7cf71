@NullMarked
package io.tocsin.kit.web;

import org.jspecify.annotations.NullMarked;
