package io.tocsin.gateway.limits;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** A request of untold length whose body fails when it grows beyond the limit. */
final class CountedRequest extends ServerHttpRequestDecorator {

  private final long limit;

  CountedRequest(ServerHttpRequest request, long limit) {
    super(request);
    this.limit = limit;
  }

  @Override
  public Flux<DataBuffer> getBody() {
    return Flux.defer(() -> {
      long[] seen = {0};
      return super.getBody()
          .handle((buffer, sink) -> {
            seen[0] += buffer.readableByteCount();
            if (seen[0] > limit) {
              DataBufferUtils.release(buffer);
              sink.error(BodyLimitFilter.tooLarge(limit));
            } else {
              sink.next(buffer);
            }
          });
    });
  }
}
