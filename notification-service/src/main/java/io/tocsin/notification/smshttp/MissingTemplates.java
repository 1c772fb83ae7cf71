package io.tocsin.notification.smshttp;

import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at the start which messages a provider that takes template ids has no template for: it
 * refuses them, and where there is no other provider they do not go by SMS at all.
 */
@Component
class MissingTemplates {

  private static final Logger LOG = LoggerFactory.getLogger(MissingTemplates.class);

  private final HttpSmsRequests requests;
  private final Templates templates;

  MissingTemplates(HttpSmsRequests requests, Templates templates) {
    this.requests = requests;
    this.templates = templates;
  }

  @EventListener(ApplicationReadyEvent.class)
  void warn() {
    requests
        .byName()
        .forEach((name, request) -> {
          List<TemplateRule> rules = request.properties().templates();
          if (!rules.isEmpty()) {
            templates
                .smsSamples()
                .map(samples -> missing(rules, samples))
                .filter(missing -> !missing.isEmpty())
                .subscribe(
                    missing -> LOG.warn("http:{} has no template for {}", name, missing),
                    e -> LOG.debug("The templates of {} are not compared: {}", name, e.toString()));
          }
        });
  }

  /**
   * What no rule says.
   *
   * @param samples a text of each kind and language, by its name
   */
  static List<String> missing(List<TemplateRule> rules, Map<String, String> samples) {
    List<String> missing = new ArrayList<>();
    samples.forEach((name, text) -> {
      if (TemplateRule.first(rules, new Content(false, null, text, null)).isEmpty()) {
        missing.add(name);
      } else if (TemplateRule.first(rules, drill(text)).isEmpty()) {
        missing.add(name + " of a drill");
      }
    });
    return missing;
  }

  private static Content drill(String text) {
    boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
    Language language = chinese ? Language.ZH : Language.EN;
    return new Content(true, null, Content.marked(true, language, text), null);
  }
}
