package io.tocsin.kit.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The platform's two languages. */
public final class Languages {

  private Languages() {}

  /** Chinese when the request prefers it, otherwise English; a broken header says nothing. */
  public static Locale of(ServerHttpRequest request) {
    return of(request.getHeaders());
  }

  /** The same for the value of an {@code Accept-Language} header. */
  public static Locale of(@Nullable String acceptLanguage) {
    HttpHeaders headers = new HttpHeaders();
    if (acceptLanguage != null) {
      headers.set(HttpHeaders.ACCEPT_LANGUAGE, acceptLanguage);
    }
    return of(headers);
  }

  private static Locale of(HttpHeaders headers) {
    List<Locale> wanted;
    try {
      wanted = headers.getAcceptLanguageAsLocales();
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
