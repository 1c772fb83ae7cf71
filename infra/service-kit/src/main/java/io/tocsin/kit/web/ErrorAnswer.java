package io.tocsin.kit.web;

import java.util.Map;

/**
 * What an error is answered with, before it is put into a response.
 *
 * @param body problem+json
 */
public record ErrorAnswer(int status, Map<String, String> headers, String body) {}
