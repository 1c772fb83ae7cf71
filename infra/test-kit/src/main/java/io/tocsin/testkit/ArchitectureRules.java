package io.tocsin.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The borders that every module keeps. One line in a test checks them all. */
public final class ArchitectureRules {

  private static final Set<String> PUBLISHERS =
      Set.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux");

  /** Blocks on the thread that Kafka's container gives it; why only there: ARCHITECTURE.md. */
  private static final String MAY_BLOCK = "io.tocsin.kit.kafka.BatchEdge";

  private ArchitectureRules() {}

  /**
   * @param root the module's package, such as {@code io.tocsin.incident}
   * @throws AssertionError naming every class that breaks a rule
   */
  public static void check(String root) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    if (classes.isEmpty()) {
      throw new AssertionError("Expected classes in " + root + ", but there are none.");
    }
    check(root, classes);
  }

  static void check(String root, JavaClasses classes) {
    List<ArchRule> rules =
        List.of(
            pureDomain(root),
            ownBusiness(root),
            oneBlocks(),
            noCycles(root),
            names(),
            nullMarked());
    String broken =
        rules.stream()
            .map(rule -> rule.allowEmptyShould(true).evaluate(classes))
            .filter(EvaluationResult::hasViolation)
            .map(result -> result.getFailureReport().toString())
            .collect(Collectors.joining("\n\n"));
    if (!broken.isEmpty()) {
      throw new AssertionError(broken);
    }
  }

  private static ArchRule pureDomain(String root) {
    String domain = root + ".domain..";
    return classes()
        .that()
        .resideInAPackage(domain)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(domain, "java..", "org.jspecify.."))
        .because("the domain is decided and tested without any framework");
  }

  private static ArchRule ownBusiness(String root) {
    DescribedPredicate<JavaClass> another =
        resideInAPackage("io.tocsin..")
            .and(
                DescribedPredicate.not(
                    resideInAnyPackage(root + "..", "io.tocsin.contracts..", "io.tocsin.kit..")))
            .as("belong to another module than the contracts and the kit");
    return noClasses()
        .should()
        .dependOnClassesThat(another)
        .because("services meet on topics, never in code");
  }

  private static ArchRule oneBlocks() {
    DescribedPredicate<JavaMethodCall> blocks =
        DescribedPredicate.describe(
            "Mono.block* or Flux.block*",
            call ->
                call.getTarget().getName().startsWith("block")
                    && PUBLISHERS.contains(call.getTargetOwner().getName()));
    return noClasses()
        .that(DescribedPredicate.describe("may not block", c -> !outermost(c).equals(MAY_BLOCK)))
        .should()
        .callMethodWhere(blocks)
        .because("one listener blocks, on its own thread; anywhere else it stalls everybody");
  }

  private static String outermost(JavaClass c) {
    String name = c.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static ArchRule noCycles(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  private static ArchRule names() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|DTO|Dto)(\\$.*)?")
        .because("a name says what a class is for");
  }

  private static ArchRule nullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("be in a package marked @NullMarked") {
              @Override
              public void check(JavaClass c, ConditionEvents events) {
                if (c.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                  events.add(
                      SimpleConditionEvent.violated(
                          c, c.getPackageName() + " has no @NullMarked in its package-info.java"));
                }
              }
            });
  }
}
