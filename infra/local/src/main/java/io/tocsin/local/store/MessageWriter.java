package io.tocsin.local.store;

import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Writes answers as {@link MessageReader} reads questions. */
final class MessageWriter extends MessageToByteEncoder<MongoMessage> {

  @Override
  protected void encode(ChannelHandlerContext context, MongoMessage message, ByteBuf out) {
    int from = out.writerIndex();
    out.writeIntLE(0);
    out.writeIntLE(message.getHeader().getRequestID());
    out.writeIntLE(message.getHeader().getResponseTo());
    out.writeIntLE(OpCode.OP_MSG.getId());
    out.writeIntLE(message.getFlags());
    out.writeByte(MongoMessage.SECTION_KIND_BODY);
    BsonWriter.document(message.getDocument(), out);
    out.setIntLE(from, out.writerIndex() - from);
  }
}
