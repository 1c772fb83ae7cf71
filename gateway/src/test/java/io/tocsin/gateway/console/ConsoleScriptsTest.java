package io.tocsin.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.javascript.jscomp.AbstractCommandLineRunner;
import com.google.javascript.jscomp.CheckLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.DiagnosticGroups;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.jscomp.deps.ModuleLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The console's scripts go to the browser as they stand, so nothing else would read them before an
 * operator does: they must parse, import only what is there, and use no name that nobody declared.
 */
class ConsoleScriptsTest {

  private static final Path SCRIPTS = Path.of("src/main/resources/static/console");

  /** What browsers have and the compiler's own list of them leaves out. */
  private static final SourceFile BROWSER =
      SourceFile.fromCode(
          "browser.js",
          "var addEventListener, localStorage, matchMedia, scrollTo, sessionStorage;");

  @Test
  void every_script_parses_and_finds_what_it_names() throws IOException {
    List<SourceFile> scripts;
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      scripts =
          files
              .filter(file -> file.toString().endsWith(".js"))
              .sorted()
              .map(file -> SourceFile.fromFile(file.toString()))
              .toList();
    }

    assertThat(scripts).isNotEmpty();
    assertThat(errors(scripts)).isEmpty();
  }

  @Test
  void a_script_that_does_not_parse_is_seen() throws IOException {
    assertThat(errors(List.of(script("a.js", "const twice = (n) => (n * 2;"))))
        .singleElement()
        .asString()
        .contains("a.js", "')' expected");
  }

  @Test
  void an_import_of_what_is_not_there_is_seen() throws IOException {
    assertThat(
            errors(
                List.of(
                    script("a.js", "export const one = 1;"),
                    script(
                        "b.js", "import { two } from './a.js';\nexport const three = two + 1;"))))
        .singleElement()
        .asString()
        .contains("two");
  }

  @Test
  void a_name_that_nobody_declared_is_seen() throws IOException {
    assertThat(errors(List.of(script("a.js", "export const one = () => nobodys;"))))
        .singleElement()
        .asString()
        .contains("nobodys");
  }

  private static SourceFile script(String name, String code) {
    return SourceFile.fromCode(name, code);
  }

  private static List<JSError> errors(List<SourceFile> scripts) throws IOException {
    CompilerOptions options = new CompilerOptions();
    options.setLanguageIn(LanguageMode.UNSTABLE);
    options.setChecksOnly(true);
    options.setModuleResolutionMode(ModuleLoader.ResolutionMode.BROWSER);
    options.setWarningLevel(DiagnosticGroups.UNDEFINED_VARIABLES, CheckLevel.ERROR);
    options.setWarningLevel(DiagnosticGroups.MODULE_LOAD, CheckLevel.ERROR);
    List<SourceFile> known =
        new ArrayList<>(AbstractCommandLineRunner.getBuiltinExterns(options.getEnvironment()));
    known.add(BROWSER);
    Compiler compiler =
        new Compiler(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    return compiler.compile(known, scripts, options).errors;
  }
}
