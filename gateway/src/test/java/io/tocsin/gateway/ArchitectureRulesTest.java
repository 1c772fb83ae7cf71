package io.tocsin.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureRulesTest {

  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tocsin.gateway");

  @Test
  void theDomainKnowsJavaOnly() {
    classes()
        .that()
        .resideInAPackage("..gateway.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "..gateway.domain..")
        .check(GATEWAY);
  }

  @Test
  void theGatewayDependsOnNoService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tocsin.incident..",
            "io.tocsin.escalation..",
            "io.tocsin.roster..",
            "io.tocsin.notification..",
            "io.tocsin.local..")
        .check(GATEWAY);
  }

  @Test
  void featuresDoNotDependOnEachOtherInCircles() {
    slices().matching("io.tocsin.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
  }

  @Test
  void nothingBlocks() {
    noClasses()
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith(
                        "block"))
                .and(
                    com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                                Mono.class, Flux.class)))))
        .check(GATEWAY);
  }
}
