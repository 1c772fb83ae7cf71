package io.tocsin.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. A command is carried out on its thread; the answer is sent by whoever made it
 * durable.
 */
final class RequestHandler extends SimpleChannelInboundHandler<ClientRequest> {

  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);
  private static final AtomicInteger REPLIES = new AtomicInteger();

  private final StoreBackend backend;

  RequestHandler(StoreBackend backend) {
    this.backend = backend;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
    Channel channel = context.channel();
    MessageHeader header =
        new MessageHeader(REPLIES.incrementAndGet(), request.getHeader().getRequestID());
    switch (request) {
      case MongoMessage message -> {
        var _ =
            answer(channel, message.getDatabaseName(), message.getDocument())
                .thenAccept(answer -> send(channel, new MongoMessage(channel, header, answer)));
      }
      case MongoQuery query -> {
        // Drivers still open a connection with the old form of a command.
        var _ =
            answer(channel, query.getDatabaseName(), unwrapped(query.getQuery()))
                .thenAccept(answer -> send(channel, new MongoReply(header, answer)));
      }
      default -> throw new IllegalStateException("Expected a command, but got " + request);
    }
  }

  /** Whether it arrives is the client's business: it asks again when the connection breaks. */
  private static void send(Channel channel, Object answer) {
    var _ = channel.writeAndFlush(answer);
  }

  private static Document unwrapped(Document query) {
    return query.get("$query") instanceof Document inner ? inner : query;
  }

  private CompletableFuture<Document> answer(Channel channel, String database, Document query) {
    String command = query.keySet().iterator().next();
    return backend
        .answer(channel, database, command, query)
        .exceptionally(e -> errorOf(e, command));
  }

  private static Document errorOf(Throwable thrown, String command) {
    Throwable e =
        thrown instanceof CompletionException c && c.getCause() != null ? c.getCause() : thrown;
    if (e instanceof MongoServerError known) {
      log.debug("refused {}: {}", command, known.getMessage());
      return error(known.getCode(), known.getCodeName(), known.getMessageWithoutErrorCode());
    }
    if (e instanceof MongoServerException refused) {
      log.debug("refused {}: {}", command, refused.getMessage());
      return error(2, "BadValue", refused.getMessageWithoutErrorCode());
    }
    log.warn("The command {} failed.", command, e);
    return error(1, "InternalError", "The command %s failed: %s".formatted(command, e));
  }

  private static Document error(int code, @Nullable String codeName, String message) {
    Document error = new Document("ok", 0).append("errmsg", message).append("code", code);
    error.putIfNotNull("codeName", codeName);
    return error;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    backend.handleClose(context.channel());
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("closing {}", context.channel(), cause);
    var _ = context.close();
  }
}
