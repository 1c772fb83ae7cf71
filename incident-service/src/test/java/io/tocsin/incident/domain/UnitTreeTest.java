package io.tocsin.incident.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTreeTest {

  private final UnitTree tree =
      new UnitTree(
          named("province", "yunxi", "yunxi-east", "yunxi-east-1", "linjiang"),
          Map.of(
              "yunxi", "province",
              "linjiang", "province",
              "yunxi-east", "yunxi",
              "yunxi-east-1", "yunxi-east"));

  @ParameterizedTest(name = "{0} counts for {1}")
  @CsvSource({
    "yunxi, yunxi",
    "yunxi-east, yunxi",
    "yunxi-east-1, yunxi",
    "province, province",
    "nobody-knows-it, nobody-knows-it"
  })
  void a_sub_office_counts_for_its_bureau(String unit, String bureau) {
    assertThat(tree.bureauOf(unit)).isEqualTo(bureau);
  }

  @Test
  void neither_the_centre_nor_sub_offices_count_among_all_units() {
    assertThat(tree.bureaux()).isEqualTo(2);
    assertThat(tree.all()).containsExactly("linjiang", "yunxi", "yunxi-east", "yunxi-east-1");
  }

  @Test
  void units_without_any_centre_all_count() {
    assertThat(new UnitTree(named("a", "b", "c"), Map.of()).bureaux()).isEqualTo(3);
  }

  @Test
  void a_circle_by_mistake_does_not_hang() {
    UnitTree circle = new UnitTree(named("a", "b"), Map.of("a", "b", "b", "a"));

    assertThat(circle.bureauOf("a")).isEqualTo("a");
    assertThat(circle.within("a", "c")).isFalse();
  }

  @Test
  void a_unit_stands_within_itself_and_its_ancestors() {
    assertThat(tree.within("yunxi-east-1", "yunxi")).isTrue();
    assertThat(tree.within("yunxi", "yunxi")).isTrue();
    assertThat(tree.within("linjiang", "yunxi")).isFalse();
  }

  private static Map<String, Text> named(String... codes) {
    return Stream.of(codes).collect(Collectors.toMap(Function.identity(), Text::same));
  }
}
