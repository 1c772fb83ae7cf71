package io.tocsin.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/v1/reports",
        "/api/v1/incidents/0195a1f0-5c3e-7b1a-9c54-0a7c2d1e8f33/timeline",
        "/widget/tocsin-notices.js",
        "/widget/",
        "/v3/api-docs.yaml",
      })
  void whatTheApiAndThePagesUseIsPlain(String path) {
    assertThat(PlainPaths.isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../b",
        "/a/./b",
        "/a//b",
        "//a",
        "/a/..",
        "/a;b",
        "/a%2fb",
        "/a%2e%2e/b",
        "/a\\b",
        "/.git",
        "/云",
      })
  void whatCouldBeReadInTwoWaysIsLookedAtStrictly(String path) {
    assertThat(PlainPaths.isPlain(path)).isFalse();
  }
}
