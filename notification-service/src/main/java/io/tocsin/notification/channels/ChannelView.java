package io.tocsin.notification.channels;

import io.tocsin.notification.deliveries.BouncedContacts.Mark;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.sending.ProviderState;
import java.util.Collection;
import java.util.List;

/**
 * A channel.
 *
 * @param carried whether it has a provider at all
 * @param providers in the order in which they are asked
 * @param bounced addresses of it that do not do any more
 * @param dailyPages what came of the last daily page, for each of its contacts on this channel
 */
record ChannelView(
    Channel channel,
    boolean carried,
    List<ProviderState> providers,
    Collection<Mark> bounced,
    List<DailyPages.Outcome> dailyPages) {}
