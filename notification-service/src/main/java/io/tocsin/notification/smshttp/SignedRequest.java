package io.tocsin.notification.smshttp;

import java.util.Map;

/**
 * A request as it goes out, before or after it was signed.
 *
 * @param host with the port where it is not the scheme's own
 * @param query encoded and in the order of the names, without the question mark
 * @param headers by their names in small letters
 * @param bodyHash SHA-256 of the body, in hexadecimal figures
 */
record SignedRequest(
    String method,
    String host,
    String path,
    String query,
    Map<String, String> headers,
    String bodyHash) {}
