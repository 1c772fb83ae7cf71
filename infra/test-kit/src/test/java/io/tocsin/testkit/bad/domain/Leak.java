package io.tocsin.testkit.bad.domain;

import org.bson.Document;

public record Leak(Document document) {}
