package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people read in Chinese has Chinese marks. Read in the sources of all modules at once,
 * because half of the words are not in classes: those of the console, the widget, the templates,
 * the plans.
 */
class ChineseMarksTest {

  private static final Path REPOSITORY = Path.of("../..");

  private static final Set<String> WORDED = Set.of("java", "js", "html", "json", "yaml");

  /**
   * A half-width mark beside a Chinese character, or around what stands in brackets. One with a
   * space behind it is of an English sentence that names something Chinese, or of YAML.
   */
  private static final Pattern HALF_WIDTH =
      Pattern.compile(
          "[\\p{IsHan}”》】][,;:?!](?![ ]|$)|[,;:?!]\\p{IsHan}|\\p{IsHan}\\(\\p{IsHan}|\\p{IsHan}\\)\\p{IsHan}");

  @Test
  void chinese_sentences_have_full_width_marks() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : worded()) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (isWrong(line)) {
          wrong.add(REPOSITORY.relativize(file) + ":" + number + " " + line.strip());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"应为已有的请假,但没有 \"",
        "\"，但: \" + \"级别:\"",
        "\"现在是否重启?\"",
        "\"全部单位(含县局)均已知悉\"",
        "zh: 经内部网站、短信下发《系统暂停通知》,未确认的逐一电话通知"
      })
  void a_half_width_mark_among_chinese_words_is_seen(String line) {
    assertThat(isWrong(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"应为已有的请假，但没有 \"",
        "\"09:02 云溪县局报告：约 1,000 笔，自 08:00 起\"",
        "name: {zh: 财务支付系统, en: Payment}",
        "who pages 王明, then the substitute",
        "Pattern.compile(\"回复(\\\\S+?)确认\")",
        "new Words(\"主班\", \"primary\")"
      })
  void codes_times_and_english_keep_theirs(String line) {
    assertThat(isWrong(line)).isFalse();
  }

  private static boolean isWrong(String line) {
    return HALF_WIDTH.matcher(line).find();
  }

  /** What the modules are made of, and the description of the API, which the console shows. */
  private static List<Path> worded() throws IOException {
    List<Path> files = new ArrayList<>(List.of(REPOSITORY.resolve("docs/api/openapi.yaml")));
    for (Path root : List.of(REPOSITORY, REPOSITORY.resolve("infra"))) {
      try (Stream<Path> modules = Files.list(root)) {
        for (Path main :
            modules.map(m -> m.resolve("src/main")).filter(Files::isDirectory).toList()) {
          try (Stream<Path> below = Files.walk(main)) {
            below
                .filter(Files::isRegularFile)
                .filter(ChineseMarksTest::hasWords)
                .forEach(files::add);
          }
        }
      }
    }
    return files;
  }

  private static boolean hasWords(Path file) {
    String name = file.toString();
    return WORDED.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
