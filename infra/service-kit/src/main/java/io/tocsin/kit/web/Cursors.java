package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where a list goes on, opaque to clients.
 *
 * <p>A cursor carries a check sum over its list and its parts, so that one of another list, one cut
 * short and one made up are refused. It is no secret and grants nothing.
 */
public final class Cursors {

  private static final char SEPARATOR = '\u001f';
  private static final int CHECK = 8;

  private Cursors() {}

  /**
   * Writes a cursor.
   *
   * @param list names the list and whatever filters it, so that a cursor fits its own list alone
   * @param parts the sort values of the last item on the page
   */
  public static String write(String list, String... parts) {
    String text = check(list, parts) + SEPARATOR + String.join(String.valueOf(SEPARATOR), parts);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a cursor that {@link #write} made for the same list.
   *
   * @throws ProblemException 400 for any other text
   */
  public static List<String> read(String list, String cursor) {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    List<String> all = new ArrayList<>(Arrays.asList(text.split(String.valueOf(SEPARATOR), -1)));
    String check = all.removeFirst();
    if (!check.equals(check(list, all.toArray(String[]::new)))) {
      throw refused();
    }
    return List.copyOf(all);
  }

  private static String check(String list, String... parts) {
    String[] all = new String[parts.length + 1];
    all[0] = list;
    System.arraycopy(parts, 0, all, 1, parts.length);
    return Ids.derived(all).substring(0, CHECK);
  }

  private static ProblemException refused() {
    LocalText message =
        new LocalText(
            "应为上一页给出的 next 值，但不是", "Expected the value of next of the page before, but it is not");
    return Problems.badRequest(message, List.of(new FieldError("cursor", message)));
  }
}
