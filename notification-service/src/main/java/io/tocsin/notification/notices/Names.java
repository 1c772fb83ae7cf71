package io.tocsin.notification.notices;

import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.domain.Words;
import org.jspecify.annotations.Nullable;

/** What the organisation calls somebody, for readers of either language. */
final class Names {

  private Names() {}

  /** The code of a unit that it does not know. */
  static Words unit(String code, DirectorySnapshot now) {
    UnitV1 unit = now.units().get(code);
    return unit == null ? new Words(code, code) : unit(unit);
  }

  static Words unit(UnitV1 unit) {
    return words(unit.name(), unit.englishName());
  }

  static Words person(PersonV1 person) {
    return words(person.name(), person.englishName());
  }

  /** Somebody without an English name is called by the one that there is. */
  static Words words(String name, @Nullable String englishName) {
    return new Words(name, englishName == null ? name : englishName);
  }
}
