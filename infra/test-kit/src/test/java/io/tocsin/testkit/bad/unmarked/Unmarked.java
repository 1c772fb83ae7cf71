package io.tocsin.testkit.bad.unmarked;

final class Unmarked {}
