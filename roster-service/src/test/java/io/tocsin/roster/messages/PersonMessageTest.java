package io.tocsin.roster.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By which of their contact points a person hears of what is about no incident. */
class PersonMessageTest {

  private static final ContactPoint PHONE = new ContactPoint(Channel.SMS, "+8613800000001");
  private static final ContactPoint MAIL = new ContactPoint(Channel.EMAIL, "wang@example.cn");
  private static final ContactPoint ROOM = new ContactPoint(Channel.CHAT, "ops");
  private static final ContactPoint CALL = new ContactPoint(Channel.VOICE, "+8613800000001");

  @Test
  void a_room_is_told_of_nothing_that_a_phone_or_mailbox_can_take() {
    assertThat(PersonMessage.ways(person(ROOM, PHONE, CALL, MAIL))).containsExactly(PHONE, MAIL);
    assertThat(PersonMessage.ways(person(ROOM, MAIL))).containsExactly(MAIL);
  }

  @Test
  void who_has_neither_is_told_in_the_room_and_nobody_is_called_for_it() {
    assertThat(PersonMessage.ways(person(CALL, ROOM))).containsExactly(ROOM);
    assertThat(PersonMessage.ways(person(CALL))).isEmpty();
  }

  private static PersonV1 person(ContactPoint... contacts) {
    return new PersonV1("wang", "王", null, "province", List.of(contacts), null);
  }
}
