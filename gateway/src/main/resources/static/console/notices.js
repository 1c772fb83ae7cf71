// The notice board: what was told to the units, and which of them have confirmed it.

import { get, post } from './api.js';
import * as badge from './badges.js';
import { h, icon, patchList, toast } from './dom.js';
import { ago, colon, deliveryState, full, name, t } from './i18n.js';
import * as live from './live.js';
import { allOf, itemsOf, nameOf } from './names.js';
import { changesOf, writeButton } from './noticeforms.js';

// Many events come in one breath when the stream opens.
const SETTLE = 400;

/** The pane of the board, or of one notice on it. `refresh` reads it again; it follows the notices until `close`. */
export function noticesPane(id, me) {
  const element = h('section', { class: id ? 'detail' : 'board', tabindex: '-1' });
  const show = id ? noticeIn(element, id, me) : boardIn(element, me);
  const pane = {
    element,
    async refresh() {
      try {
        await show(pane);
      } catch (refused) {
        element.replaceChildren(...(id ? [backLink()] : []), h('div', { class: 'problem', role: 'alert' }, refused.message));
      }
    },
  };
  let soon = null;
  const stop = live.start(() => {
    soon ??= setTimeout(() => {
      soon = null;
      pane.refresh();
    }, SETTLE);
  }, () => {}, '/notices/stream');
  pane.close = () => {
    stop();
    clearTimeout(soon);
  };
  return pane;
}

function boardIn(element, me) {
  const list = h('div', { class: 'cards', role: 'list' });
  const none = h('p', { class: 'dim' }, t('noNotices'));
  return async (pane) => {
    const notices = itemsOf(await get('/notices?limit=100'));
    if (!list.isConnected) {
      element.replaceChildren(h('div', { class: 'pane-head' }, h('h1', {}, t('notices')), writeButton(me, pane.refresh)), none, list);
    }
    none.hidden = notices.length > 0;
    patchList(list, notices, (n) => n.id, (n) => JSON.stringify([n, ago(n.issuedAt)]), card);
  };
}

/** Touches the page only where something changed, so that a look every few seconds takes no focus away. */
function noticeIn(element, id, me) {
  const at = `/notices/${encodeURIComponent(id)}`;
  let before = null;
  return async (pane) => {
    const [shown, units] = await Promise.all([get(at), allOf(`${at}/confirmations`)]);
    const now = JSON.stringify([shown, units]);
    if (now === before && element.querySelector('.detail-head')) return;
    before = now;
    const focused = element.contains(document.activeElement);
    element.replaceChildren(...notice(at, shown, units, me, pane));
    if (focused) element.focus({ preventScroll: true });
  };
}

function card(notice) {
  return h('a', {
    class: `card ${notice.severity?.toLowerCase() ?? ''} ${notice.withdrawnAt ? 'over' : ''}`, role: 'listitem',
    href: `#/notices/${encodeURIComponent(notice.id)}`,
  },
  h('div', { class: 'card-top' }, badge.chip(t(`notice:${notice.type}`)), h('span', { class: 'number' }, notice.number),
    h('time', { datetime: notice.issuedAt, title: full(notice.issuedAt) }, ago(notice.issuedAt))),
  h('div', { class: 'card-title' }, !notice.title.includes(t('exercise')) && badge.drill(notice), notice.title),
  h('div', { class: 'card-line dim' }, withdrawn(notice) ?? progress(notice)));
}

function notice(at, shown, units, me, pane) {
  return [
    h('header', { class: 'detail-head' }, backLink(), h('div', { class: 'detail-title' },
      h('div', { class: 'card-line' }, shown.severity && badge.severity(shown.severity), badge.chip(t(`notice:${shown.type}`)),
        !shown.title.includes(t('exercise')) && badge.drill(shown), h('span', { class: 'number' }, shown.number), h('span', { class: 'dim' }, full(shown.issuedAt))),
      h('h1', {}, shown.title)), changesOf(shown, at, me, pane.refresh)),
    h('section', {}, withdrawn(shown) && h('p', { class: 'problem' }, withdrawn(shown)), h('p', { class: 'notice-text' }, shown.body),
      shown.expiresAt && h('p', { class: 'dim' }, `${t('holdsUntil')} ${full(shown.expiresAt)}`),
      shown.incidentId && h('p', {}, h('a', { class: 'link', href: `#/incidents/${encodeURIComponent(shown.incidentId)}` }, t('toIncident'))),
      ...sent(shown.deliveries)),
    units.length > 0 && h('section', {}, h('h2', {}, `${t('confirmations')} · ${progress(shown)}`),
      h('div', { class: 'table-wrap' }, h('table', {},
        h('thead', {}, h('tr', {}, ...['unit', 'state', 'confirmedBy'].map((key) => h('th', {}, t(key))))),
        h('tbody', {}, ...units.map((unit) => row(at, shown, unit, me, pane)))))),
  ].filter(Boolean);
}

function row(at, notice, unit, me, pane) {
  const may = unit.state !== 'CONFIRMED' && !notice.withdrawnAt && (me.units ?? []).includes(unit.unit);
  const button = h('button', { type: 'button', class: 'primary', onclick: confirm }, icon('check'), t('confirmRead'));

  async function confirm() {
    button.disabled = true;
    try {
      await post(`${at}/confirmations`, { unit: unit.unit });
      toast(t('confirmedRead'));
    } catch (refused) {
      toast(refused.message, 'bad');
    }
    await pane.refresh();
  }

  return h('tr', {}, h('td', {}, h('b', {}, nameOf('units', unit.unit))), h('td', {}, t(`confirmation:${unit.state}`)),
    h('td', {}, may ? button : unit.confirmedAt
      ? [`${unit.personName} · ${name(unit.channel)} · `, h('time', { datetime: unit.confirmedAt, title: ago(unit.confirmedAt) }, full(unit.confirmedAt))]
      : h('span', { class: 'dim' }, '–')));
}

function sent(deliveries) {
  return Object.entries(deliveries ?? {}).map(([channel, states]) => h('p', { class: 'dim' },
    `${name(channel)}${colon()}${Object.entries(states).map(([state, n]) => `${deliveryState(state)} ${n}`).join(' · ')}`));
}

function progress(notice) {
  const of = notice.confirmations?.of;
  return of ? `${notice.confirmations.confirmed}/${of} ${t('confirmedUnits')}` : '';
}

const withdrawn = (notice) => (notice.withdrawnAt ? [t('withdrawn'), full(notice.withdrawnAt), notice.withdrawnFor].filter(Boolean).join(' · ') : null);

const backLink = () => h('a', { class: 'back', href: '#/notices' }, icon('back'), t('back'));
