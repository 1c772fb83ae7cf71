package io.tocsin.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JacksonStateCodecTest {

  sealed interface Phase {
    boolean isOver();

    record Waiting(Instant dueAt) implements Phase {
      @Override
      public boolean isOver() {
        return false;
      }
    }

    sealed interface Ended extends Phase {
      @Override
      default boolean isOver() {
        return true;
      }

      record Done() implements Ended {}

      record Broken(String why) implements Ended {}
    }
  }

  record CaseId(String value) {}

  enum Weight {
    LIGHT,
    HEAVY
  }

  record Case(
      CaseId id,
      Phase phase,
      List<Phase> past,
      Map<String, Phase> byName,
      Map<Weight, Integer> weights,
      Set<String> units,
      @Nullable Duration within,
      long big,
      double ratio,
      boolean open) {

    boolean isOpen() {
      return open;
    }

    public int getSize() {
      return units.size();
    }
  }

  private static final Case CASE =
      new Case(
          new CaseId("c-1"),
          new Phase.Waiting(Instant.parse("2026-11-22T10:00:00.123456789Z")),
          List.of(new Phase.Ended.Done(), new Phase.Ended.Broken("断电 \uD83D\uDD0C")),
          Map.of(
              "a.b$c",
              new Phase.Ended.Done(),
              "100%",
              new Phase.Ended.Done(),
              "",
              new Phase.Ended.Done()),
          Map.of(Weight.HEAVY, 3),
          Set.of("8801"),
          null,
          Long.MAX_VALUE,
          0.1,
          true);

  @Test
  void aStateComesBackAsItWas() {
    JacksonStateCodec<Case> codec = JacksonStateCodec.of(Case.class, c -> Map.of());

    assertThat(codec.decode(codec.encode(CASE))).isEqualTo(CASE);
  }

  record Numbers(
      int small,
      Integer boxed,
      long wide,
      double ratio,
      float single,
      short little,
      BigInteger huge,
      BigDecimal exact,
      Map<String, Object> any,
      @Nullable Object loose) {}

  @Test
  void everyKindOfValueComesBackAsItWas() {
    JacksonStateCodec<Numbers> codec = JacksonStateCodec.of(Numbers.class, n -> Map.of());
    Map<String, Object> any = new LinkedHashMap<>();
    any.put("int", 7);
    any.put("long", 1L << 40);
    any.put("double", 0.5);
    any.put("list", List.of(true, "中文 \uD83D\uDD0C", List.of(), Map.of("深.$%", 1)));
    any.put("nothing", null);
    Numbers numbers =
        new Numbers(
            Integer.MIN_VALUE,
            -1,
            Long.MIN_VALUE,
            -0.1,
            1.5f,
            (short) -3,
            BigInteger.TWO.pow(99),
            new BigDecimal("0.1000000000000000000000000000001"),
            any,
            "x".repeat(5000));

    Numbers read = codec.decode(codec.encode(numbers));

    assertThat(read).usingRecursiveComparison().isEqualTo(numbers);
    assertThat(codec.decode(BsonDocument.parse(codec.encode(numbers).toJson())))
        .as("from a document that is no bytes yet")
        .usingRecursiveComparison()
        .isEqualTo(numbers);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    BsonDocument wide = new BsonDocument("number", new BsonInt64(1L << 40));

    assertThatThrownBy(() -> JacksonStateCodec.of(Narrow.class, n -> Map.of()).decode(wide))
        .hasMessageContaining("1099511627776");
  }

  record Narrow(int number) {}

  @Test
  void keysThatMongoWouldTakeForPathsAreEscaped() {
    BsonDocument document = JacksonStateCodec.of(Case.class, c -> Map.of()).encode(CASE);

    assertThat(document.getDocument("byName").keySet())
        .containsExactlyInAnyOrder("a%2Eb%24c", "100%25", "");
  }

  @Test
  void onlyComponentsAreWritten() {
    BsonDocument document = JacksonStateCodec.of(Case.class, c -> Map.of()).encode(CASE);

    assertThat(document.keySet())
        .containsExactlyInAnyOrder(
            "id", "phase", "past", "byName", "weights", "units", "big", "ratio", "open");
    assertThat(document.getDocument("phase").keySet()).containsExactlyInAnyOrder("kind", "dueAt");
    assertThat(document.getArray("past"))
        .extracting(d -> d.asDocument().getString("kind").getValue())
        .containsExactly("Done", "Broken");
  }

  @Test
  void aSealedStateKnowsItsKind() {
    JacksonStateCodec<Phase> codec = JacksonStateCodec.of(Phase.class, p -> Map.of());
    Phase broken = new Phase.Ended.Broken("x");

    assertThat(codec.encode(broken)).containsEntry("kind", new BsonString("Broken"));
    assertThat(codec.decode(codec.encode(broken))).isEqualTo(broken);
  }

  @Test
  void whatANewerBuildWroteIsNoObstacle() {
    JacksonStateCodec<Counted> codec = Counted.CODEC;

    Counted read =
        codec.decode(
            new BsonDocument("number", new BsonInt64(7))
                .append("open", BsonBoolean.TRUE)
                .append("mood", new BsonString("calm")));

    assertThat(read).isEqualTo(new Counted(7, true));
  }
}
