package io.tocsin.notification.templates;

import io.tocsin.contracts.Channel;
import io.tocsin.notification.domain.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The texts that the product comes with: {@code templates/<language>.yaml}. */
final class ShippedTemplates {

  private ShippedTemplates() {}

  /** All of them; every kind has one in each language for each of its channels. */
  static Map<Template.Key, Template> read() {
    Map<Template.Key, Template> all = new HashMap<>();
    for (Language language : Language.values()) {
      Map<String, Map<String, Map<String, String>>> file = file(language);
      for (MessageKind kind : MessageKind.values()) {
        for (Channel channel : kind.channels()) {
          var key = new Template.Key(kind, channel, language);
          Map<String, String> texts =
              file.getOrDefault(kind.name(), Map.of()).getOrDefault(channel.name(), Map.of());
          all.put(key, new Template(key, texts.get("subject"), body(key, texts)));
        }
      }
    }
    return Map.copyOf(all);
  }

  private static String body(Template.Key key, Map<String, String> texts) {
    @Nullable String body = texts.get("body");
    if (body == null) {
      throw new IllegalStateException(
          "Expected a shipped template " + key.id() + ", but there is none");
    }
    return body.strip();
  }

  private static Map<String, Map<String, Map<String, String>>> file(Language language) {
    String name = "/templates/" + language.name().toLowerCase(Locale.ROOT) + ".yaml";
    try (InputStream in = ShippedTemplates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + name + ", but it is not there");
      }
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
