package io.tocsin.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what drivers send, from bytes and not from the buffer: nearly all that comes is in this one
 * form of message. What comes in an older form, or with flags, is the framework's.
 */
final class MessageReader extends MongoWireProtocolHandler {

  private static final int OP_CODE_AT = 12;
  private static final int FLAGS_AT = 16;
  private static final int SECTIONS_AT = 20;

  @Override
  protected @Nullable ClientRequest decode(ChannelHandlerContext context, ByteBuf in)
      throws Exception {
    int from = in.readerIndex();
    if (in.readableBytes() < SECTIONS_AT
        || in.getIntLE(from + OP_CODE_AT) != OpCode.OP_MSG.getId()
        || in.getIntLE(from + FLAGS_AT) != 0
        || in.getIntLE(from) > MAX_MESSAGE_SIZE_BYTES) {
      return super.decode(context, in);
    }
    int length = in.getIntLE(from);
    if (in.readableBytes() < length) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    return message(context, bytes);
  }

  private static MongoMessage message(ChannelHandlerContext context, byte[] bytes) {
    BsonReader reader = new BsonReader(bytes, Integer.BYTES);
    MessageHeader header = new MessageHeader(reader.int32(), reader.int32());
    reader = new BsonReader(bytes, SECTIONS_AT);
    Document first = null;
    Document sequences = new Document();
    while (reader.position() < bytes.length) {
      byte kind = reader.one();
      switch (kind) {
        case MongoMessage.SECTION_KIND_BODY -> {
          require(first == null, "one body, but got a second one");
          first = document(reader, bytes.length);
        }
        case MongoMessage.SECTION_KIND_DOCUMENT_SEQUENCE -> {
          int end = reader.position() + reader.int32();
          require(end <= bytes.length, "a sequence within its message, but it ends beyond");
          String name = reader.name();
          List<Document> all = new ArrayList<>();
          while (reader.position() < end) {
            all.add(document(reader, end));
          }
          require(sequences.put(name, all) == null, "one sequence '" + name + "', but got two");
        }
        default -> throw new IllegalArgumentException("Expected a section, but got kind " + kind);
      }
    }
    if (first == null) {
      throw new IllegalArgumentException("Expected a body, but got none");
    }
    Document body = first;
    for (String name : sequences.keySet()) {
      require(!body.containsKey(name), "'" + name + "' once, but got it twice");
    }
    body.putAll(sequences);
    return new MongoMessage(context.channel(), header, body);
  }

  private static Document document(BsonReader reader, int end) {
    int from = reader.position();
    int length = reader.int32();
    require(length <= BsonConstants.MAX_BSON_OBJECT_SIZE, "16 MiB a document, but got " + length);
    require(from + length <= end, "a document within its section, but it ends beyond");
    Document document = reader.from(from).document();
    require(reader.position() == from + length, "a document as long as it says, but it is not");
    return document;
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("Expected " + expected);
    }
  }
}
