package io.tocsin.kit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

  private final Ids ids =
      new TimeOrderedIds(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

  @Test
  void newIdsSortByTheOrderInWhichTheyWereMade() {
    List<String> made = Stream.generate(ids::next).limit(20_000).toList();

    assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.length() == 36);
    assertThat(made).allMatch(id -> UUID.fromString(id).version() == 7);
    assertThat(made).allMatch(id -> UUID.fromString(id).variant() == 2);
  }

  @Test
  void idsAreUniqueAcrossThreads() {
    assertThat(IntStream.range(0, 50_000).parallel().mapToObj(i -> ids.next()).distinct().count())
        .isEqualTo(50_000);
  }

  @Test
  void derivedIdsAreTheSameForTheSamePartsOnly() {
    assertThat(Ids.derived("a", "bc")).isEqualTo(Ids.derived("a", "bc"));
    assertThat(Ids.derived("a", "bc")).isNotEqualTo(Ids.derived("ab", "c"));
    assertThat(UUID.fromString(Ids.derived("a")).version()).isEqualTo(8);
  }
}
