package io.tocsin.incident.correlation;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.kafka.RecordPublisher;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The topic of incidents: keeps what is written, tells what was not written. */
final class Topic implements RecordPublisher {

  private final Fuse fuse;
  final List<Envelope<IncidentEvent>> records;

  /**
   * @param records where they are kept, in the order of writing; of one topic that several
   *     instances write to
   */
  Topic(Fuse fuse, List<Envelope<IncidentEvent>> records) {
    this.fuse = fuse;
    this.records = records;
  }

  @Override
  public Mono<Void> publish(List<Outgoing> outgoing) {
    return write(outgoing.stream().map(Outgoing::envelope).filter(Objects::nonNull).toList());
  }

  @Override
  public Mono<Void> publishEncoded(List<ProducerRecord<String, byte[]>> encoded) {
    return write(encoded.stream().map(r -> EventCodec.decode(r.value())).toList());
  }

  private Mono<Void> write(List<? extends Envelope<?>> envelopes) {
    return fuse.around(
            Flux.fromIterable(envelopes)
                .doOnNext(e ->
                    records.add(
                        new Envelope<>(e.id(), e.at(), e.cause(), (IncidentEvent) e.data()))))
        .then();
  }
}
