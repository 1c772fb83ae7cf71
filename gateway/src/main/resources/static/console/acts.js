// What a person may do about an incident now: a button for each act.

import { get } from './api.js';
import { h } from './dom.js';
import { ask, labelled, lines, long, maybe, one, options, person, text, when, yesNo } from './form.js';
import { clock, name, t } from './i18n.js';
import { itemsOf, nameOf } from './names.js';

const CAUSES = ['POWER', 'SERVER', 'DATABASE', 'STORAGE', 'NETWORK', 'SECURITY_DEVICE', 'APPLICATION', 'DATA', 'FACILITY', 'SUPPLIER', 'ATTACK', 'OTHER', 'UNKNOWN'];
const DEGREES = ['DEGRADED', 'MAIN_FUNCTION_DOWN', 'FULL_STOP', 'DATA_LOSS'];
const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];
const TEAM = ['RESPONDER', 'DUTY_LEAD', 'LEADER'];
const LEADS = ['DUTY_LEAD', 'LEADER'];
const OPEN = ['NEW', 'ASSESSED', 'ACTIVE', 'REPAIRED', 'TESTED'];

const notice = [when('expectedRestoration'), long('instruction')];
const reason = (required) => long('reason', required);

// `next` marks the act that leads on from a state. Who may do what is the service's to decide; roles only
// keep buttons away from those who never may.
const ACTS = [
  { act: 'assess', in: ['NEW', 'ASSESSED', 'ACTIVE'], by: TEAM, next: ['NEW'], fields: [
    one('cause', CAUSES, (i) => i.cause), one('degree', DEGREES, (i) => i.degree), maybe('severity', SEVERITIES), maybe('scope', ['REGIONAL', 'GLOBAL']), reason()] },
  { act: 'activate', in: ['ASSESSED'], by: LEADS, next: ['ASSESSED'], fields: [plan(), reason()] },
  { act: 'change-plan', in: ['ACTIVE'], by: ['LEADER'], fields: [plan(true), reason(true)] },
  { act: 'repair', in: ['ACTIVE'], by: LEADS, next: ['ACTIVE'], fields: [long('summary', true)] },
  { act: 'recovery-test', in: ['REPAIRED', 'TESTED'], by: TEAM, next: ['REPAIRED'], fields: [
    one('kind', ['TECHNICAL', 'BUSINESS']), yesNo('passed'), lines('items')] },
  { act: 'approve', in: ['TESTED'], by: LEADS, next: ['TESTED'], unless: (i) => i.response?.approval, fields: [reason()] },
  { act: 'restore', in: ['TESTED'], by: LEADS, next: ['TESTED'], fields: [when('dataCutOff'), when('backEntryBy')] },
  { act: 'end', in: ['RESTORED'], by: LEADS, next: ['RESTORED'], fields: [reason()] },
  { act: 'close', in: ['ENDED'], by: LEADS, next: ['ENDED'], fields: [reason()] },
  { act: 'suspend', in: OPEN, by: LEADS, unless: told, fields: notice },
  { act: 'progress', in: ['ASSESSED', 'ACTIVE', 'REPAIRED', 'TESTED'], by: LEADS, fields: notice },
  { act: 'reject', in: ['TESTED'], by: LEADS, fields: [reason(true)] },
  { act: 'reopen', in: ['RESTORED'], by: LEADS, fields: [reason(true)] },
  { act: 'grade', in: OPEN, by: LEADS, fields: [one('severity', SEVERITIES, (i) => i.severity), reason()] },
  { act: 'merge', in: ['NEW'], by: LEADS, fields: [into(), reason(true)] },
  { act: 'unmerge', in: ['MERGED'], by: LEADS, fields: [reason(true)] },
  { act: 'hand-over', in: [...OPEN, 'RESTORED'], by: LEADS, fields: [person('to'), reason()] },
  { act: 'evaluate', in: ['RESTORED', 'ENDED'], by: LEADS, unless: (i) => !i.exercise, fields: [long('text', true)] },
  { act: 'comment', in: null, by: TEAM, fields: [long('text', true)] },
  { act: 'false-alarm', in: ['NEW'], by: LEADS, fields: [reason(true)] },
];

// A service may stand still before anybody said so, and a fault reach units that have not heard of its suspension.
function told({ scope, exercise, units = [], response }) {
  const known = response?.suspension;
  const all = scope === 'GLOBAL' && !exercise;
  return known && (known.toAll || (!all && units.every((u) => known.units.includes(u.unit))));
}

const LIFE = ['NEW', 'ASSESSED', 'ACTIVE', 'REPAIRED', 'TESTED', 'RESTORED', 'ENDED', 'CLOSED'];

/** How far the incident is on its way; nothing for one that left it. */
export function progress(incident) {
  const at = LIFE.indexOf(incident.state);
  const steps = LIFE.map((state, i) => h('li', {
    class: i < at ? 'done' : i === at ? 'now' : '', 'aria-current': i === at && 'step',
  }, name(state)));
  const life = h('ol', { class: 'life' }, ...steps);
  // Where it does not fit, the present step is what has to be seen; as soon as it stands on the page.
  if (at >= 0) requestAnimationFrame(() => { life.scrollLeft = steps[at].offsetLeft - (life.clientWidth - steps[at].offsetWidth) / 2; });
  return at >= 0 && life;
}

/** The buttons of what this person may do now. `done` is called after an act. */
export function actsOf(incident, etag, me, done) {
  const open = ACTS.filter((a) => (!a.in || a.in.includes(incident.state))
    && a.by.some((role) => (me.roles ?? []).includes(role)) && !a.unless?.(incident));
  return open.length > 0 && h('div', { class: 'acts' }, ...open.map((a) => h('button', {
    type: 'button', 'data-key': a.act, class: a.next?.includes(incident.state) ? 'next' : '', onclick: () => ask({
      title: t(`act:${a.act}`), why: t(`why:${a.act}`), path: `/incidents/${encodeURIComponent(incident.id)}/${a.act}`,
      etag, fields: a.fields, about: incident, done,
    }),
  }, t(`act:${a.act}`))));
}

/** Another incident of the same system, chosen by what people know it by. */
function into() {
  return { key: 'into', read: text('into'), control: async (incident) => {
    const others = await get(`/incidents?system=${encodeURIComponent(incident.system)}&open=true&limit=100`).then(itemsOf).catch(() => []);
    const fit = others.filter((i) => i.id !== incident.id && i.exercise === incident.exercise);
    return labelled('into', h('select', { name: 'into', required: true },
      h('option', { value: '' }, t(fit.length ? 'choose' : 'noOther')), ...options(fit.map((i) => [i.id, asChoice(i)]))));
  } };
}

const asChoice = (i) => [i.number, name(i.severity), name(i.state), (i.units ?? []).slice(0, 2).map((u) => nameOf('units', u.unit)).join(' '), clock(i.openedAt)].join(' · ');

function plan(required) {
  return { key: 'plan', read: text('plan'), control: async () => {
    const plans = await get('/plans').then(itemsOf).catch(() => []);
    return labelled('plan', h('select', { name: 'plan', required }, h('option', { value: '' }, required ? '' : t('noPlan')),
      ...options(plans.map((p) => [p.id, titled(p)]))));
  } };
}

const titled = (p) => [p.id, typeof p.name === 'object' ? p.name?.[document.documentElement.lang.slice(0, 2)] : (p.name ?? p.title)].filter(Boolean).join(' · ');
