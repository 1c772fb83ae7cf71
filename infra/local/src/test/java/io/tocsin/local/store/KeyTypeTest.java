package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.WriteBuffer;
import org.junit.jupiter.api.Test;

class KeyTypeTest {

  private static final List<KeyValue> KEYS =
      List.of(
          new KeyValue("警钟 i-1"),
          new KeyValue(Arrays.asList("QUEUED", Instant.ofEpochMilli(-1), new ObjectId())),
          new KeyValue(Arrays.asList(null, 1, 2L, -0.5, true)),
          new KeyValue(Arrays.asList(new Decimal128(5, 6), "behind the rare one")),
          new KeyValue(Arrays.asList(List.of("a", 1), new Document("b", "c"))));

  @Test
  void keysAreReadBehindEachOtherWhereverTheyLie() {
    WriteBuffer written = new WriteBuffer();
    KEYS.forEach(key -> KeyType.TYPE.write(written, key));
    ByteBuffer page = written.getBuffer().flip();

    assertRead(page.duplicate());

    ByteBuffer among = ByteBuffer.allocate(page.remaining() + 9).position(7);
    among.put(page.duplicate());
    assertRead(among.flip().position(7).slice());

    ByteBuffer outside = ByteBuffer.allocateDirect(page.remaining()).put(page.duplicate());
    assertRead(outside.flip());
  }

  private static void assertRead(ByteBuffer page) {
    for (KeyValue key : KEYS) {
      assertThat(KeyType.TYPE.read(page)).isEqualTo(key);
    }
    assertThat(page.hasRemaining()).isFalse();
  }

  @Test
  void whatStandsInTheJournalIsReadAlike() {
    assertThat(KEYS)
        .allSatisfy(
            key -> assertThat(KeyType.TYPE.decode(KeyType.TYPE.encode(key))).isEqualTo(key));
  }
}
