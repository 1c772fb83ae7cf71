@NullMarked
package io.tocsin.kit.directory;

import org.jspecify.annotations.NullMarked;
