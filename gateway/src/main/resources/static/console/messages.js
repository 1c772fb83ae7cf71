// The messages of an incident, folded by what they say: a notice to many units is one entry, with what became of it.

import * as badge from './badges.js';
import { h } from './dom.js';
import { clock, count, deliveryState, full, name, sentence, t } from './i18n.js';
import { nameOf, postName } from './names.js';

/** What went wrong stands first. */
const STATES = ['FAILED_PERMANENT', 'EXPIRED', 'FAILED_TEMPORARY', 'UNKNOWN', 'QUEUED', 'STARTED', 'HANDED_OFF', 'DELIVERED', 'CONFIRMED', 'SUPERSEDED'];

/** What the reader has unfolded stays so when the list is drawn anew. */
const unfolded = new Set();

/** `items` is the record, which knows the notices and pages that the messages came from. */
export function messagesOf(sent, items) {
  if (!sent) return [h('p', { class: 'dim' }, t('notBuilt'))];
  if (!sent.length) return [h('p', { class: 'dim' }, t('deliveriesEmpty'))];
  const told = titles(items);
  const groups = grouped(sent);
  return [h('div', { class: 'messages' }, ...[...groups].map(([key, messages]) => message(key, messages, told.get(key))))];
}

const keyOf = (delivery) => delivery.noticeId ?? delivery.pageId ?? `${delivery.subject ?? ''} ${sentence(delivery.why) ?? ''}`;

function grouped(sent) {
  const groups = new Map();
  for (const delivery of sent) groups.set(keyOf(delivery), [...(groups.get(keyOf(delivery)) ?? []), delivery]);
  return groups;
}

/** What the notices and pages are called, by their ids. */
function titles(items) {
  const told = new Map();
  for (const { detail } of items) {
    if (detail?.notice) told.set(detail.notice.noticeId, `${t(`notice:${detail.notice.type}`)} ${detail.notice.number}`);
    if (detail?.pageId && detail.post) told.set(detail.pageId, `${t('page')} · ${[postName(detail.post), detail.role && name(detail.role)].filter(Boolean).join(' · ')}`);
  }
  return told;
}

function message(key, messages, known) {
  const [first] = messages;
  const title = known ?? (first.pageId ? t('page') : (sentence(first.why) ?? first.subject ?? t('messageNote')));
  const text = messages.find((m) => m.channel === 'SMS')?.text ?? first.text;
  const people = [...new Set(messages.map((m) => m.recipient?.name ?? m.recipient?.id))];
  return fold(key, [
    h('span', { class: 'message-title' }, h('b', {}, title), h('time', { datetime: first.createdAt, title: full(first.createdAt) }, clock(first.createdAt))),
    h('span', { class: 'dim' }, people.length > 3 ? count(people.length, 'recipient1', 'recipients') : people.join(' · ')),
    ...STATES.map((state) => [state, messages.filter((m) => m.state === state).length]).filter(([, n]) => n)
      .map(([state, n]) => h('span', { class: 'message-count' }, badge.delivery(state), ` ${n}`)),
  ], h('p', { class: 'message-text' }, text),
  h('div', { class: 'table-wrap' }, h('table', {},
    h('thead', {}, h('tr', {}, ...['recipient', 'channel', 'state', 'attempts'].map((word) => h('th', {}, t(word))))),
    h('tbody', {}, ...messages.map(row)))));
}

function row(delivery) {
  const attempts = delivery.attempts ?? [];
  const to = delivery.recipient ?? {};
  return h('tr', {},
    h('td', {}, h('b', {}, to.name ?? nameOf('people', to.id)), h('span', { class: 'address' }, to.address ?? '')),
    h('td', {}, name(delivery.channel)),
    h('td', {}, badge.delivery(delivery.state), delivery.reason && h('p', { class: 'dim small' }, sentence(delivery.reason))),
    h('td', {}, attempts.length
      ? fold(delivery.id, [clock(attempts.at(-1).at)], h('ul', { class: 'attempts' }, ...attempts.map((a) => h('li', {},
        h('time', { datetime: a.at, title: full(a.at) }, clock(a.at)), ` ${[a.provider, deliveryState(a.outcome), a.detail].filter(Boolean).join(' · ')}`))))
      : h('span', { class: 'dim' }, '–')));
}

function fold(key, summary, ...content) {
  return h('details', { open: unfolded.has(key), ontoggle: (e) => { e.target.open ? unfolded.add(key) : unfolded.delete(key); } },
    h('summary', { 'data-key': key }, ...summary), ...content);
}
