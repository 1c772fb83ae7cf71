package io.tocsin.gateway.console;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.IncidentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the console's list can be narrowed to, read in its scripts: a restored fault whose response
 * nobody has ended is not open, and must not be lost among those that are over.
 */
class ConsoleListTest {

  private static final Path SCRIPTS = Path.of("src/main/resources/static/console");

  @Test
  void what_is_restored_has_a_list_of_its_own_between_what_is_open_and_all() throws IOException {
    Map<String, String> filters = filters();

    assertThat(filters.keySet()).containsExactlyInAnyOrder("open", "restored", "all");
    assertThat(filters.get("open")).isEqualTo("&open=true");
    assertThat(filters.get("restored")).isEqualTo("&state=" + IncidentState.RESTORED);
  }

  @Test
  void each_list_says_in_both_languages_what_it_shows() throws IOException {
    for (String filter : filters().keySet()) {
      assertThat(words(filter)).as(filter).isTrue();
      assertThat(words("'filter:" + filter + "'")).as(filter).isTrue();
    }
    assertThat(script("i18n.js"))
        .contains("'filter:restored': ['已恢复，响应未结束', 'Restored, response not ended']");
  }

  private static Map<String, String> filters() throws IOException {
    String line =
        script("incidents.js")
            .lines()
            .filter(l -> l.startsWith("const FILTERS"))
            .findFirst()
            .orElse("");
    return Pattern.compile("(\\w+): '([^']*)'")
        .matcher(line)
        .results()
        .collect(toMap(m -> m.group(1), m -> m.group(2)));
  }

  private static boolean words(String key) throws IOException {
    return Pattern.compile("(?m)^  " + key + ": \\['\\p{IsHan}[^']*', '[^']+'],$")
        .matcher(script("i18n.js"))
        .find();
  }

  private static String script(String name) throws IOException {
    return Files.readString(SCRIPTS.resolve(name));
  }
}
