package io.tocsin.notification.smshttp;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.sending.Exchange;
import io.tocsin.notification.sending.Exchange.NotSentException;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.smshttp.HttpSmsRequest.NoTemplateException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.util.UUID;

/** Hands SMS to a provider by HTTP. */
final class HttpSmsProvider implements Provider {

  private final String name;
  private final HttpSmsRequest request;
  private final HttpSmsAnswers answers;
  private final boolean receipts;
  private final HttpClient client;
  private final Clock clock;

  HttpSmsProvider(String name, HttpSmsRequest request, HttpClient client, Clock clock) {
    this.name = name;
    this.request = request;
    this.answers = new HttpSmsAnswers(request.spec().answer());
    this.receipts =
        request.spec().receipts() != null && !request.properties().callbackToken().isEmpty();
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer handOff(Message message) {
    HttpRequest ready;
    try {
      ready = request.of(message, clock.instant(), UUID.randomUUID().toString());
    } catch (NoTemplateException e) {
      return new Refused(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new NotTaken("the settings of " + name + " are not complete: " + e.getMessage());
    }
    return Exchange.answerOf(() -> {
      HttpResponse<String> response = sent(ready);
      Answer answer = answers.of(response.statusCode(), response.body(), message.id(), receipts);
      return answer instanceof Taken taken ? known(taken) : answer;
    });
  }

  private Taken known(Taken taken) {
    return new Taken(
        taken.receipts().stream().map(id -> Receipt.id(name, id)).toList(), taken.detail());
  }

  /** Without a connection nothing was said; once there is one, nobody knows how much was heard. */
  private HttpResponse<String> sent(HttpRequest ready) throws IOException, InterruptedException {
    try {
      return client.send(ready, BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new NotSentException(e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnresolvedAddressException ? new NotSentException(e) : e;
    }
  }
}
