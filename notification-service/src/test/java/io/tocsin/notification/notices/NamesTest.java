package io.tocsin.notification.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.domain.Words;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamesTest {

  private static final DirectorySnapshot NOW =
      new DirectorySnapshot(
          null,
          Map.of(
              "yunxi", new UnitV1("yunxi", "云溪县局", "Yunxi", "province", null),
              "baita", new UnitV1("baita", "白塔县局", null, "province", null)),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          List.of());

  @Test
  void aUnitIsCalledAsItsReaderReadsOrByTheNameThatThereIs() {
    assertThat(Names.unit("yunxi", NOW)).isEqualTo(new Words("云溪县局", "Yunxi"));
    assertThat(Names.unit("baita", NOW)).isEqualTo(new Words("白塔县局", "白塔县局"));
    assertThat(Names.unit("gone", NOW)).isEqualTo(new Words("gone", "gone"));
  }
}
