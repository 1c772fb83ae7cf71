package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureRulesTest {

  private static final String GOOD = "io.tocsin.testkit.good";
  private static final String BAD = "io.tocsin.testkit.bad";

  @Test
  void aModuleThatKeepsTheRulesPasses() {
    JavaClasses classes = new ClassFileImporter().importPackages(GOOD);

    assertThatCode(() -> ArchitectureRules.check(GOOD, classes)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "domain, Leak",
    "'intake,rules', Cycle detected",
    "rules, RuleManager",
    "rules, Blocking",
    "rules, Stranger",
    "unmarked, bad.unmarked"
  })
  void eachBrokenRuleNamesTheClassThatBreaksIt(String packages, String named) {
    String[] roots =
        Arrays.stream(packages.split(",")).map(p -> BAD + "." + p).toArray(String[]::new);
    JavaClasses classes = new ClassFileImporter().importPackages(roots);

    assertThatThrownBy(() -> ArchitectureRules.check(BAD, classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(named);
  }

  @Test
  void aModuleWithoutClassesIsAMistakeInTheTest() {
    assertThatThrownBy(() -> ArchitectureRules.check("io.tocsin.nowhere"))
        .hasMessageContaining("io.tocsin.nowhere");
  }
}
