package io.tocsin.escalation.policies;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What policies leave open.
 *
 * @param singleLevel how long the only level of a policy lasts when it says no interval of its own
 * @param acknowledgementExpires how long an acknowledgement holds without progress where a level
 *     says nothing; zero for ever
 * @param causePosts the posts that answer for a cause, by its code; {@code UNKNOWN} for the causes
 *     that are not named
 */
@ConfigurationProperties("tocsin.escalation.policies")
record PolicyProperties(
    @DefaultValue("PT5M") Duration singleLevel,
    @DefaultValue("PT30M") Duration acknowledgementExpires,
    Map<String, List<String>> causePosts) {

  PolicyProperties {
    causePosts = Map.copyOf(causePosts);
    if (!singleLevel.isPositive() || acknowledgementExpires.isNegative()) {
      throw new IllegalArgumentException(
          "Expected tocsin.escalation.policies with single-level above zero and"
              + " acknowledgement-expires not below, but got "
              + singleLevel
              + " and "
              + acknowledgementExpires);
    }
  }

  List<String> postsFor(String cause) {
    List<String> posts = causePosts.get(cause);
    return posts != null
        ? posts
        : Objects.requireNonNullElse(causePosts.get("UNKNOWN"), List.<String>of());
  }
}
