package io.tocsin.kit.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page, null on the last one; it is written out as {@code null},
 *     not left out
 */
public record PageOf<T>(List<T> items, @Nullable String next) {}
