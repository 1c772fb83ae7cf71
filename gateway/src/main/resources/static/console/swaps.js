// Swaps: asked for by one, agreed to by the other.

import { h } from './dom.js';
import { ask, labelled, long, options, person } from './form.js';
import { locale, minute, name, t } from './i18n.js';
import { all, nameOf } from './names.js';
import { button, none, section, span } from './shifts.js';

const LEADS = ['DUTY_LEAD', 'LEADER', 'ADMIN'];

export function swapsOf(swaps, path, me, done) {
  const latest = [...swaps].reverse().slice(0, 20);
  return section('swaps', latest.length ? h('ul', { class: 'entries' }, ...latest.map((s) => item(s, path, me, done))) : none('noSwaps'));
}

function item(swap, path, me, done) {
  const waits = swap.state === 'PROPOSED';
  const act = (which, fields) => () => ask({ title: t(`swap:${which}`), path: `${path}/swaps/${encodeURIComponent(swap.id)}/${which}`, fields, about: swap, done });
  const leads = LEADS.some((role) => (me.roles ?? []).includes(role));
  return h('li', {},
    h('p', {}, h('b', {}, nameOf('people', swap.proposer)), ` ${t('gives')} `, piece(swap.give),
      ' → ', h('b', {}, nameOf('people', swap.counterpart)), swap.take && [`${locale() === 'en' ? ', ' : '，'}${t('takes')} `, piece(swap.take)]),
    h('p', { class: 'dim' }, [t(`swap:${swap.state}`), swap.reason, swap.answer].filter(Boolean).join(' · ')),
    waits && h('div', { class: 'acts' },
      me.id === swap.counterpart && button('swap:consent', act('consent', []), true),
      me.id === swap.counterpart && button('swap:refuse', act('refuse', [long('reason')])),
      (me.id === swap.proposer || leads) && button('swap:withdraw', act('withdraw', []))));
}

const piece = (p) => [`${name(p.role)} `, span(p)];

/** Offers a shift of one's own. */
export function swapButton(shift, shifts, path, me, done) {
  const give = { role: shift.role, from: shift.from, until: shift.until };
  const others = shifts.filter((s) => s.whole && s.personId && s.personId !== me.id && new Date(s.from) > new Date());
  return button('swap', () => ask({
    title: t('swap'), why: t('why:swap'), path: `${path}/swaps`, about: shift, done,
    fields: [{ key: 'give', read: () => give, control: () => h('p', {}, piece(give)) }, another(me), taken(others), long('reason')],
  }));
}

/** Anybody but oneself. */
function another(me) {
  return { ...person('counterpart'), control: () => labelled('counterpart', h('select', { name: 'counterpart', required: true },
    h('option', { value: '' }, t('choose')), ...options(all('people').filter((p) => p.id !== me.id).map((p) => [p.id, p.name])))) };
}

function taken(others) {
  return {
    key: 'take',
    read: (data) => {
      const of = others[Number.parseInt(data.get('take'), 10)];
      return of && { role: of.role, from: of.from, until: of.until };
    },
    control: () => labelled('take', h('select', { name: 'take' }, h('option', { value: '' }, t('nothingBack')),
      ...options(others.map((s, i) => [String(i), `${s.name} · ${name(s.role)} · ${minute(s.from)} – ${minute(s.until)}`])))),
  };
}
