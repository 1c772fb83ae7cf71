package io.tocsin.notification;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The board from outside, by its topics and its API. */
class BoardTest {

  @BeforeAll
  static void start() {
    BoardCases.start();
  }

  @AfterAll
  static void stop() {
    BoardCases.WORLD.close();
  }

  @Nested
  class Notices extends NoticeCases {}

  @Nested
  class NoticeLife extends NoticeLifeCases {}

  @Nested
  class Streams extends StreamCases {}

  @Nested
  class Feeds extends FeedCases {}

  @Nested
  class Alerts extends AlertCases {}

  @Nested
  class Templates extends TemplateCases {}
}
