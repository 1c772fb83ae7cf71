package io.tocsin.notification.replies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongRepliesTest {

  @Test
  void whatFollowsEachOtherIsJoinedAndNothingAcrossAGap() {
    assertThat(LongReplies.joined(new TreeMap<>(Map.of(2, "b", 1, "a", 3, "c"))))
        .containsExactly("abc");
    assertThat(LongReplies.joined(new TreeMap<>(Map.of(1, "12", 3, "34", 4, "56"))))
        .containsExactly("12", "3456");
    assertThat(LongReplies.joined(new TreeMap<>(Map.of(2, "b")))).containsExactly("b");
  }
}
