package io.tocsin.testkit;

/**
 * How much a test that searches at random, or by brute force, does. Every build does the usual;
 * {@code ./mvnw verify -Dtocsin.thorough=true} does more.
 */
public final class Thorough {

  private static final boolean ON = Boolean.getBoolean("tocsin.thorough");

  private Thorough() {}

  public static int times(int usual, int thorough) {
    return ON ? thorough : usual;
  }
}
