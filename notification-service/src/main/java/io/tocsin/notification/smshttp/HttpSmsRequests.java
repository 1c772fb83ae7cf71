package io.tocsin.notification.smshttp;

import java.util.Map;

/** The configured providers by name. */
record HttpSmsRequests(Map<String, HttpSmsRequest> byName) {

  static String providerName(String name) {
    return "http:" + name;
  }
}
