package io.tocsin.notification.confirmations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitTreeTest {

  private static final Map<String, String> PARENTS =
      Map.of("yunxi", "province", "yunxi-east", "yunxi", "desk", "yunxi-east", "a", "b", "b", "a");

  private static boolean speaks(String own, String unit) {
    return UnitTree.speaksFor(Set.of(own), unit, PARENTS::get);
  }

  @Test
  void aBureauSpeaksForItselfAndForWhatRollsUpToIt() {
    assertThat(speaks("yunxi", "yunxi")).isTrue();
    assertThat(speaks("yunxi", "yunxi-east")).isTrue();
    assertThat(speaks("yunxi", "desk")).isTrue();
  }

  @Test
  void aSubOfficeDoesNotSpeakForItsBureauNorForItsNeighbour() {
    assertThat(speaks("yunxi-east", "yunxi")).isFalse();
    assertThat(speaks("baita", "yunxi")).isFalse();
  }

  @Test
  void theCentreSpeaksForItselfAlone() {
    assertThat(speaks("province", "province")).isTrue();
    assertThat(speaks("province", "yunxi")).isFalse();
  }

  @Test
  void aCircleInTheSetUpEnds() {
    assertThat(speaks("elsewhere", "a")).isFalse();
  }

  @Test
  void nobodySpeaksForNobody() {
    assertThat(UnitTree.speaksFor(Set.of(), "yunxi", PARENTS::get)).isFalse();
  }
}
