package io.tocsin.gateway.domain;

import static io.tocsin.gateway.domain.Upstream.ESCALATION;
import static io.tocsin.gateway.domain.Upstream.INCIDENT;
import static io.tocsin.gateway.domain.Upstream.NOTIFICATION;
import static io.tocsin.gateway.domain.Upstream.ROSTER;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which service answers for which collection of the API. What is not named here does not exist from
 * outside, so a service's {@code /internal} and {@code /actuator} need no rule of their own.
 *
 * <p>One look into a map per request: the table is asked for every report of a storm.
 */
public final class RouteTable {

  private static final String API = "/api/v1/";
  private static final String WIDGET = "/widget";

  /** Collections by the first segment behind {@code /api/v1/}. */
  private static final Map<String, Upstream> COLLECTIONS =
      Map.ofEntries(
          Map.entry("reports", INCIDENT),
          Map.entry("incidents", INCIDENT),
          Map.entry("plans", INCIDENT),
          Map.entry("analytics", INCIDENT),
          Map.entry("escalation-policies", ESCALATION),
          Map.entry("escalations", ESCALATION),
          Map.entry("organisation", ROSTER),
          Map.entry("units", ROSTER),
          Map.entry("systems", ROSTER),
          Map.entry("people", ROSTER),
          Map.entry("posts", ROSTER),
          Map.entry("vendors", ROSTER),
          Map.entry("schedules", ROSTER),
          Map.entry("on-call", ROSTER),
          Map.entry("leave", ROSTER),
          Map.entry("roster", ROSTER),
          Map.entry("notices", NOTIFICATION),
          Map.entry("feeds", NOTIFICATION),
          Map.entry("templates", NOTIFICATION),
          Map.entry("deliveries", NOTIFICATION),
          Map.entry("call-tasks", NOTIFICATION),
          Map.entry("channels", NOTIFICATION),
          Map.entry("inbound", NOTIFICATION));

  private RouteTable() {}

  /**
   * Finds who answers for a path.
   *
   * @param path as it came, still encoded
   * @return null when nobody does
   */
  public static @Nullable Destination find(String path) {
    if (path.startsWith(API)) {
      int end = path.indexOf('/', API.length());
      String collection = path.substring(API.length(), end < 0 ? path.length() : end);
      Upstream upstream = COLLECTIONS.get(collection);
      return upstream == null ? null : new Destination(upstream, traffic(collection, path, end));
    }
    if (path.equals(WIDGET) || path.startsWith(WIDGET + "/")) {
      return new Destination(
          NOTIFICATION, path.endsWith("/stream") ? Traffic.STREAM : Traffic.CALL);
    }
    return null;
  }

  /** The collections that somebody answers for, as the segment behind {@code /api/v1/}. */
  public static Set<String> collections() {
    return COLLECTIONS.keySet();
  }

  private static Traffic traffic(String collection, String path, int end) {
    if (end > 0 && path.startsWith("/stream", end) && path.length() == end + "/stream".length()) {
      return Traffic.STREAM;
    }
    return collection.equals("organisation") ? Traffic.UPLOAD : Traffic.CALL;
  }
}
