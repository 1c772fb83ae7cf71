package io.tocsin.roster.book;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.Problems;
import java.util.List;
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

  /**
   * What a decision starts from.
   *
   * @throws io.tocsin.kit.web.ProblemException where that cannot be read
   */
  static <S> S in(Loaded<Entered<S>> loaded, S empty) {
    Entered<S> entered = loaded.state();
    if (entered == null) {
      return empty;
    }
    S state = entered.state();
    if (state == null) {
      throw Problems.refused(
          new LocalText(
              "应为可读的记录，但 " + loaded.id() + " 的记录无法读取，未作更改",
              "Expected entries that can be read, but those of "
                  + loaded.id()
                  + " cannot, and nothing was changed"),
          List.of(loaded.id()));
    }
    return state;
  }
}
