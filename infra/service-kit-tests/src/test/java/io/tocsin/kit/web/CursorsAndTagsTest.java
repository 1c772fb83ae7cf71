package io.tocsin.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsAndTagsTest {

  @Test
  void aCursorGoesOnInItsOwnList() {
    String cursor = Cursors.write("incidents?state=NEW", "2026-11-22T10:00:00Z", "", "编号");

    assertThat(Cursors.read("incidents?state=NEW", cursor))
        .containsExactly("2026-11-22T10:00:00Z", "", "编号");
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    String cursor = Cursors.write("incidents", "1");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursors.read("notices", cursor))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!!!", "MTIz", "AAAAAAAAAAAAAAAA"})
  void madeUpCursorsAreRefused(String cursor) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursors.read("incidents", cursor));
  }

  @Test
  void aCursorThatWasCutShortIsRefused() {
    String cursor = Cursors.write("incidents", "1", "2");

    for (int end = 0; end < cursor.length() - 1; end++) {
      String cut = cursor.substring(0, end);
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> Cursors.read("incidents", cut));
    }
  }

  @Test
  void aVersionIsItsTag() {
    assertThat(ETags.of(7)).isEqualTo("\"7\"");
    assertThat(ETags.matches("W/\"6\", \"7\"", 7)).isTrue();
    assertThat(ETags.matches("\"6\"", 7)).isFalse();
    assertThat(ETags.matches(null, 7)).isFalse();
    assertThat(ETags.expected("W/\"7\"")).isEqualTo(7);
    assertThat(ETags.expected("*")).isNull();
  }

  @Test
  void anotherVersionIsStaleAndNoVersionIsABadRequest() {
    ETags.requireCurrent("\"7\"", 7);
    ETags.requireCurrent(null, 7);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ETags.requireCurrent("\"6\"", 7))
        .satisfies(e -> assertThat(e.status()).isEqualTo(412));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ETags.requireCurrent("latest", 7))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
  }
}
