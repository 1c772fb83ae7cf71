package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The framework's own encoder and decoder say what is right. */
class BsonBytesTest {

  @Test
  void everyKindOfValueIsWrittenAndReadAsTheFrameworkDoes() {
    Document document =
        new Document("_id", new ObjectId())
            .append("text", "服务中断 🔔 down")
            .append("empty", "")
            .append("int", Integer.MIN_VALUE)
            .append("long", Long.MAX_VALUE - 1)
            .append("small", -1L)
            .append("double", -0.1)
            .append("infinite", Double.POSITIVE_INFINITY)
            .append("at", Instant.ofEpochMilli(-1))
            .append("yes", true)
            .append("no", false)
            .append("nothing", null)
            .append("list", Arrays.asList(1, null, "b", List.of(), new Document()))
            .append("nested", new Document("a", new Document("b", List.of(new Document("c", 1)))))
            .append("data", new BinData(new byte[] {0, -1, 2}))
            .append("uuid", new UUID(1, -2))
            .append("timestamp", new BsonTimestamp(7))
            .append("decimal", new Decimal128(5, 6))
            .append("least", MinKey.getInstance())
            .append("most", MaxKey.getInstance())
            .append("系统", "非 ASCII 名")
            .append("after", "the rare ones");

    assertThat(same(document)).isEqualTo(document);
  }

  @Test
  void aPatternIsWrittenAndReadAsTheFrameworkDoes() {
    Document document = new Document("pattern", new BsonRegularExpression("^警", "i"));

    assertThat(BsonBytes.encode(document)).isEqualTo(expected(document));
    assertThat(BsonBytes.decode(expected(document))).hasToString(document.toString());
  }

  @Test
  void aLongListKeepsTheNamesOfItsPlaces() {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      list.add(i);
    }

    assertThat(same(new Document("list", list)).get("list")).isEqualTo(list);
  }

  /** More names than are kept, so that they take each other's places. */
  @Test
  void manyNamesAreNotMistakenForEachOther() {
    Document document = new Document();
    for (int i = 0; i < 20_000; i++) {
      document.append("Aa" + i, i).append("BB" + i, -i);
    }

    assertThat(same(document)).isEqualTo(document);
    assertThat(same(document)).isEqualTo(document);
  }

  @Test
  void randomDocumentsAreWrittenAndReadAsTheFrameworkDoes() {
    Random random = new Random(20260309);
    for (int i = 0; i < 2000; i++) {
      Document document = random(random, 0);
      assertThat(same(document)).isEqualTo(document);
    }
  }

  private static Document random(Random random, int depth) {
    Document document = new Document();
    int fields = random.nextInt(6);
    for (int i = 0; i < fields; i++) {
      document.append("f" + random.nextInt(40), value(random, depth + 1));
    }
    return document;
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 8)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextLong();
      case 2 -> random.nextGaussian();
      case 3 -> random.ints(random.nextInt(30), 32, 0x4e20).mapToObj(Character::toString).toList();
      case 4 -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      case 5 -> null;
      case 6 -> random(random, depth);
      default -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth + 1));
        }
        yield list;
      }
    };
  }

  private static Document same(Document document) {
    byte[] expected = expected(document);

    assertThat(BsonBytes.encode(document)).isEqualTo(expected);
    Document read = BsonBytes.decode(expected);
    assertThat(read).isEqualTo(BsonDecoder.decodeBson(Unpooled.wrappedBuffer(expected)));
    return read;
  }

  private static byte[] expected(Document document) {
    ByteBuf buffer = Unpooled.buffer();
    BsonEncoder.encodeDocument(document, buffer);
    byte[] expected = new byte[buffer.readableBytes()];
    buffer.readBytes(expected);
    return expected;
  }
}
