package io.tocsin.notification.notices;

import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whose board it is and which units there are: what a page needs to let its reader choose one. */
@RestController
final class BoardController {

  private final Directory directory;
  private final ReadAccess access;

  BoardController(Directory directory, ReadAccess access) {
    this.directory = directory;
    this.access = access;
  }

  /** The organisation's name is null until one was set up. */
  record BoardOf(@Nullable String organisation, List<Unit> units) {}

  /** A unit by its code and names. */
  record Unit(String code, String name, String englishName) {}

  @GetMapping("/widget/board")
  Mono<BoardOf> board() {
    return access
        .check()
        .map(known -> {
          DirectorySnapshot now = directory.current();
          OrganisationV1 organisation = now.organisation();
          return new BoardOf(
              organisation == null ? null : organisation.name(),
              now.baseUnits().stream()
                  .map(code -> unit(Objects.requireNonNull(now.units().get(code))))
                  .toList());
        });
  }

  private static Unit unit(UnitV1 unit) {
    return new Unit(unit.code(), unit.name(), Names.unit(unit).en());
  }
}
