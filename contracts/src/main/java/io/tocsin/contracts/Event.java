package io.tocsin.contracts;

/** A fact that one service tells the others. Commands never cross a border. */
public sealed interface Event
    permits ReportEvent,
        IncidentEvent,
        PageEvent,
        AssignmentEvent,
        DirectoryEvent,
        RosterEvent,
        DeliveryEvent,
        NotificationEvent {}
