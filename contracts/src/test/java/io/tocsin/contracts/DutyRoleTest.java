package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.PageEvent.PageTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;

class DutyRoleTest {

  @ParameterizedTest
  @NullSource
  @CsvSource({"PRIMARY", "SUBSTITUTE", "THIRD_LINE"})
  void aRoleIsNamedInOneOfTwoWaysAndKeepsItsName(@Nullable String name) {
    DutyRole role = DutyRole.of(name);
    String other = DutyRole.other(name);

    assertThat(role == null || other == null).isTrue();
    assertThat(new PageTarget("DB", role, null, null, null, null, null, other).roleName())
        .isEqualTo(name);
    assertThat(
            new PolicyTarget(List.of("DB"), role, List.of(), null, null, null, null, other)
                .roleName())
        .isEqualTo(name);
  }
}
