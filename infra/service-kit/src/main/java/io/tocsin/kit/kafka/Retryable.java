package io.tocsin.kit.kafka;

/**
 * An error that the same call, made later, need not meet again. A listener replays the batch for it
 * instead of giving up the record.
 */
public interface Retryable {}
