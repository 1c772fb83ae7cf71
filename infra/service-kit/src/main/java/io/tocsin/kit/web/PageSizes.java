package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.util.List;

/** How many items a page may have. */
public final class PageSizes {

  private static final int MOST = 200;

  private PageSizes() {}

  /**
   * @throws ProblemException 400 unless it is from 1 to 200
   */
  public static int checked(int limit) {
    if (limit >= 1 && limit <= MOST) {
      return limit;
    }
    LocalText message =
        new LocalText("应为 1 到 200，但收到 " + limit, "Expected 1 to 200, but got " + limit);
    throw Problems.badRequest(message, List.of(new FieldError("limit", message)));
  }
}
