// Handovers: what was open, and the names of both under it.

import * as badge from './badges.js';
import { h } from './dom.js';
import { ask, long, person } from './form.js';
import { colon, comma, full, minute, name, t } from './i18n.js';
import { nameOf } from './names.js';
import { button, none, section } from './shifts.js';

const SHOWN = 100;
const TEAM = ['RESPONDER', 'DUTY_LEAD', 'LEADER', 'ADMIN'];

export function handoversOf(handovers, path, me, done) {
  const may = TEAM.some((role) => (me.roles ?? []).includes(role));
  const latest = [...handovers].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 10);
  return section('handovers',
    latest.length ? h('ul', { class: 'entries' }, ...latest.map((one) => item(one, path, me, done))) : none('noHandovers'),
    may && h('div', { class: 'acts' }, button('handOver', () => ask({
      title: t('handOver'), why: t('why:handOver'), path: `${path}/handovers`, about: {}, done, fields: [person('to'), long('note')],
    }))));
}

function item(one, path, me, done) {
  const signed = one.signatures.map((s) => s.personId);
  const mine = [one.from, one.to].includes(me.id) && !signed.includes(me.id);
  return h('li', {},
    h('p', {}, h('b', {}, `${nameOf('people', one.from)} → ${nameOf('people', one.to)}`), ` ${name(one.role)} `,
      h('time', { class: 'step-time', datetime: one.at, title: full(one.at) }, minute(one.at))),
    one.note && h('p', {}, one.note),
    h('p', { class: 'dim' }, `${t('openThen')}${colon()}`, ...open(one)),
    h('p', { class: one.complete ? 'dim' : 'warn-text' }, `${t('signedBy')}${colon()}${signed.map((p) => nameOf('people', p)).join(' · ') || '–'}`),
    mine && h('div', { class: 'acts' }, button('sign', () => ask({
      title: t('sign'), path: `${path}/handovers/${encodeURIComponent(one.id)}/signature`, about: one, done, fields: [],
    }), true)));
}

// How many there were is said where not all of them are shown, so that nobody takes the list for the whole.
function open(handover) {
  const all = handover.open ?? handover.incidents.length;
  const shown = handover.incidents.slice(-SHOWN);
  return all === 0 ? [t('noneOpen')] : [
    all > shown.length && `${t('latestOf')} ${all}${colon()}`,
    ...shown.flatMap((i, at) => [at > 0 && comma(), badge.drill(i), h('a', { href: `#/incidents/${encodeURIComponent(i.id)}` }, `${i.number} ${nameOf('systems', i.system)}`)]),
  ];
}
