// The shifts of a schedule: who is on when, and what people change in it themselves.

import { get } from './api.js';
import { contactsOf } from './contacts.js';
import { h } from './dom.js';
import { labelled, options } from './form.js';
import { handoversOf } from './handovers.js';
import { clocksDiffer, full, locale, minute, name, t, timeZone } from './i18n.js';
import { leaveOf } from './leave.js';
import { allOf, itemsOf, nameOf } from './names.js';
import { why } from './reasons.js';
import { swapButton, swapsOf } from './swaps.js';

const DAY = 24 * 3600 * 1000;
const SHOWN = 14 * DAY;
// So far that the shifts which begin in the time shown end within it: the answer cuts the last ones where it ends.
const ASKED = 90 * DAY;
// As far back as the shift of now may have begun: the answer cuts the first ones as well.
const BEFORE = 60 * DAY;

/** The pane of the schedule with that id, or of the first one that the person stands in. `refresh` asks again. */
export function shiftsPane(id, me) {
  const chooser = h('div', {});
  const parts = h('div', { class: 'detail' });
  const element = h('section', { class: 'shifts' }, h('div', { class: 'pane-head' }, h('h1', {}, t('shifts'))),
    h('p', { class: 'dim lead' }, t('shiftsLead')), chooser, parts);
  return {
    element,
    async refresh() {
      try {
        const schedules = await allOf('/schedules');
        const chosen = schedules.find((s) => s.id === id) ?? schedules.find((s) => standsIn(s, me)) ?? schedules[0];
        chooser.replaceChildren(choice(schedules, chosen));
        const contacts = await contactsOf(me, this.refresh.bind(this));
        parts.replaceChildren(...(chosen ? await ofSchedule(chosen, me, this.refresh.bind(this)) : []), contacts);
      } catch (refused) {
        parts.replaceChildren(h('div', { class: 'problem', role: 'alert' }, refused.message));
      }
    },
  };
}

const standsIn = (schedule, me) => schedule.layers.some((layer) => layer.rotation?.people.includes(me.id));

function choice(schedules, chosen) {
  const named = schedules.map((s) => [s.id, `${nameOf('posts', s.post)} · ${s.id}`]);
  return h('div', {},
    labelled('schedule', h('select', { onchange: (e) => { location.hash = `#/shifts/${encodeURIComponent(e.target.value)}`; } },
      ...options(named, chosen?.id))),
    chosen && clocksDiffer(chosen.timeZone) && zones(chosen));
}

// All times on the page are those of the reader's clock.
function zones(schedule) {
  return h('p', { class: 'dim small lead' }, locale() === 'en'
    ? `${t('timesIn')} ${timeZone()}; ${t('arrangedIn')} ${schedule.timeZone}`
    : `${t('timesIn')}${timeZone()}；${t('arrangedIn')}${schedule.timeZone}`);
}

async function ofSchedule(schedule, me, done) {
  const path = `/schedules/${encodeURIComponent(schedule.id)}`;
  const now = new Date();
  const from = new Date(now.getTime() - BEFORE);
  const to = new Date(now.getTime() + ASKED);
  const [plan, swaps, leave, handovers] = await Promise.all([
    get(`${path}/shifts?from=${encodeURIComponent(from.toISOString())}&to=${encodeURIComponent(to.toISOString())}`),
    get(`${path}/swaps`), get(`${path}/leave`), get(`${path}/handovers`),
  ]);
  const shifts = between(plan, now, now.getTime() + SHOWN);
  return [
    section('plan', shifts.length ? h('ul', { class: 'turns' }, ...shifts.map((s) => turn(s, shifts, path, me, done))) : none('noShifts')),
    swapsOf(itemsOf(swaps), path, me, done),
    leaveOf(itemsOf(leave), me, done),
    handoversOf(itemsOf(handovers), path, me, done),
  ];
}

/** Those of a plan that hold within a time, each with whether its ends are its own; what is cut cannot be swapped. */
function between(plan, from, until) {
  return plan.items.filter((s) => new Date(s.until) > from && new Date(s.from) < until)
    .map((s) => ({ ...s, whole: s.until !== plan.to, since: s.from === plan.from }));
}

function turn(shift, all, path, me, done) {
  const mine = shift.personId === me.id;
  return h('li', { class: [mine && 'mine', !shift.personId && 'gap'].filter(Boolean).join(' ') },
    h('span', { class: 'dim' }, name(shift.role)),
    h('div', {}, h('b', {}, shift.name ?? t('nobody')), h('p', { class: 'dim small' }, why(shift.reason))),
    span(shift), mine && shift.whole && new Date(shift.from) > new Date() ? swapButton(shift, all, path, me, done) : h('span', {}));
}

/** A time as it is shown everywhere on this page. */
export function span({ from, until, since }) {
  return h('span', { class: 'step-time' }, since ? t('earlier') : h('time', { datetime: from, title: full(from) }, minute(from)), ' – ',
    h('time', { datetime: until, title: full(until) }, minute(until)));
}

export const section = (key, ...children) => h('section', {}, h('h2', {}, t(key)), ...children);
export const none = (key) => h('p', { class: 'dim' }, t(key));
export const button = (key, onclick, next) => h('button', { type: 'button', class: next ? 'next' : '', onclick }, t(key));
