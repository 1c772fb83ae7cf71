package io.tocsin.kit.web;

import java.util.List;
import java.util.Locale;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The platform's two languages. */
public final class Languages {

  private Languages() {}

  /** Chinese when the request prefers it, otherwise English; a broken header says nothing. */
  public static Locale of(ServerHttpRequest request) {
    List<Locale> wanted;
    try {
      wanted = request.getHeaders().getAcceptLanguageAsLocales();
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
    for (Locale locale : wanted) {
      if (locale.getLanguage().equals("zh")) {
        return Locale.SIMPLIFIED_CHINESE;
      }
      if (locale.getLanguage().equals("en")) {
        return Locale.ENGLISH;
      }
    }
    return Locale.ENGLISH;
  }
}
