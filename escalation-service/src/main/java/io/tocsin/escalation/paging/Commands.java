package io.tocsin.escalation.paging;

import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.escalation.domain.Command;
import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteLost;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a record of another service means for the paging. Most mean nothing. */
final class Commands {

  private Commands() {}

  static Optional<Command> of(Envelope<?> record) {
    return switch (record.data()) {
      case PageAssignedV1 e -> Optional.of(new NoteAssigned(e.page().pageId(), reaches(e)));
      case PageUnstaffedV1 e -> Optional.of(new NoteUnstaffed(e.page().pageId()));
      case IncidentAcknowledgedV1 e ->
          Optional.of(new Acknowledge(e.actor().id(), e.actor().name(), e.pageId(), record.at()));
      case PageAcknowledgedV1 e ->
          Optional.of(new Acknowledge(e.personId(), e.personName(), e.pageId(), e.repliedAt()));
      case DeliveryStateChangedV1 e when e.pageId() != null && e.state().lost() ->
          Optional.of(new NoteLost(e.pageId(), new Reach(e.recipient().id(), e.channel().name())));
      default -> Optional.empty();
    };
  }

  /** Every channel of the page for every person: one without a contact point is told as lost. */
  private static List<Reach> reaches(PageAssignedV1 assigned) {
    List<Reach> reaches = new ArrayList<>();
    assigned
        .assignees()
        .forEach(person -> {
          for (Channel channel : assigned.page().channels()) {
            reaches.add(new Reach(person.personId(), channel.name()));
          }
        });
    return reaches;
  }
}
