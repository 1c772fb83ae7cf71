package io.tocsin.roster.book;

import org.jspecify.annotations.Nullable;

/**
 * What lies in one document, or why it cannot be read. Such a document must not keep the others
 * from being read, and nobody may write over it: what is in it is somebody's duty.
 *
 * @param state null where it cannot be read
 * @param trouble null where it can
 */
record Entered<S>(@Nullable S state, @Nullable String trouble) {

  static <S> Entered<S> of(S state) {
    return new Entered<>(state, null);
  }
}
