// The papers of an incident: the final report, what follows from it, and what the superior was told.

import { put, text as page } from './api.js';
import { h, toast } from './dom.js';
import { ask, day, labelled, long, maybePerson, one, text } from './form.js';
import { clock, colon, full, locale, name, t } from './i18n.js';
import { nameOf } from './names.js';

const SECTIONS = ['summary', 'cause', 'impact', 'measures', 'lessons'];
const TEAM = ['RESPONDER', 'DUTY_LEAD', 'LEADER', 'ADMIN'];
const LEADS = ['DUTY_LEAD', 'LEADER', 'ADMIN'];

/** Whether there is something to read or to write yet: a fault that nobody responds to has no papers. */
export const hasPapers = (incident) => ['ACTIVE', 'REPAIRED', 'TESTED', 'RESTORED', 'ENDED', 'CLOSED'].includes(incident.state);

/** The papers as they are, and the buttons of who may write them. */
export function papersOf(report, incident, me, done) {
  if (!report) return [h('p', { class: 'dim' }, t('notBuilt'))];
  const is = (...roles) => roles.some((role) => (me.roles ?? []).includes(role));
  return [
    h('p', { class: report.overdue && !report.approved ? 'warn-text' : 'dim' }, standing(report)),
    ...SECTIONS.filter((key) => report.sections[key]).map((key) => h('div', { class: 'paper' }, h('h3', {}, t(`paper:${key}`)), h('p', {}, report.sections[key]))),
    report.actions.length > 0 && h('h3', {}, t('actions')),
    report.actions.length > 0 && h('ul', { class: 'papers' }, ...report.actions.map((a) => actionItem(a, incident, is(...TEAM), done))),
    report.followUps.length > 0 && h('h3', {}, t('followUps')),
    report.followUps.length > 0 && h('ul', { class: 'papers' }, ...report.followUps.map(followUp)),
    h('div', { class: 'acts' }, ...buttons(report, incident, is, done)),
  ].filter(Boolean);
}

function standing(report) {
  return [
    !report.approved && t(`paper:${report.status}`),
    report.written && `${report.written.name} ${clock(report.written.at)}`,
    report.approved && `${t('paper:APPROVED')}${colon()}${report.approved.name} ${clock(report.approved.at)}`,
    report.dueOn && !report.approved && `${t(report.overdue ? 'overdue' : 'dueBy')} ${report.dueOn}`,
  ].filter(Boolean).join(' · ');
}

function followUp(filed) {
  return h('li', {}, h('b', {}, `${filed.number} · ${name(filed.channel)}`), ` ${filed.text} `,
    h('span', { class: 'dim' }, `${filed.by} `, h('time', { datetime: filed.at, title: full(filed.at) }, clock(filed.at))));
}

function actionItem(action, incident, mine, done) {
  const owner = action.owner ? nameOf('people', action.owner) : t('noOwner');
  const state = action.doneOn ? `${t('doneOn')} ${action.doneOn}` : `${t('dueBy')} ${action.due ?? t('noDate')}`;
  return h('li', {}, h('b', {}, action.id), ` ${action.text} `, h('span', { class: 'dim' }, `${owner} · ${state}`),
    mine && h('button', { type: 'button', onclick: () => ask({
      title: `${action.id} · ${t('paper:change')}`, path: `${at(incident)}/actions`, about: action, done,
      fields: [{ key: 'id', read: () => action.id, control: () => '' }, ...actionFields()],
    }) }, t('paper:change')));
}

function buttons(report, incident, is, done) {
  const open = report.status !== 'APPROVED';
  return [
    open && is(...TEAM) && h('button', { type: 'button', class: report.status === 'NONE' ? 'next' : '', onclick: () => ask({
      title: t('paper:write'), why: t('why:write'), path: `${at(incident)}/report`, send: put, about: report.sections, done, fields: SECTIONS.map(section),
    }) }, t('paper:write')),
    report.status === 'DRAFT' && ['ENDED', 'CLOSED'].includes(incident.state) && is('LEADER', 'ADMIN') && h('button', { type: 'button', class: 'next', onclick: () => ask({
      title: t('paper:approve'), why: t('why:approveReport'), path: `${at(incident)}/report/approve`, about: report, done, fields: [long('remark')],
    }) }, t('paper:approve')),
    is(...TEAM) && h('button', { type: 'button', onclick: () => ask({
      title: t('paper:action'), path: `${at(incident)}/actions`, about: {}, done, fields: actionFields(),
    }) }, t('paper:action')),
    is(...LEADS) && h('button', { type: 'button', onclick: () => ask({
      title: t('paper:followUp'), why: t('why:followUp'), path: `${at(incident)}/follow-ups`, about: {}, done, fields: [one('channel', ['PHONE', 'WRITING', 'IN_PERSON']), long('text', true)],
    }) }, t('paper:followUp')),
    h('button', { type: 'button', onclick: () => save(incident) }, t('paper:print')),
  ].filter(Boolean);
}

const at = (incident) => `/incidents/${encodeURIComponent(incident.id)}`;

/** All sections go together, so each begins with what stands there. */
function section(key) {
  return { key, read: text(key), control: (sections) => h('label', { class: 'field' }, h('span', {}, t(`paper:${key}`)),
    h('textarea', { name: key, rows: '3', maxlength: '20000', value: sections[key] ?? '' })) };
}

function actionFields() {
  return [
    { key: 'text', read: text('text'), control: (action) =>
      labelled('text', h('textarea', { name: 'text', rows: '2', maxlength: '4000', required: true, value: action.text ?? '' })) },
    maybePerson('owner'), day('due'), day('doneOn'),
  ];
}

/** The printable page as a file: opened in a window it would come without the token. */
async function save(incident) {
  try {
    const html = await page(`${at(incident)}/report?format=html&lang=${locale().slice(0, 2)}`);
    const link = h('a', { href: URL.createObjectURL(new Blob([html], { type: 'text/html' })), download: `${incident.number}.html` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch (refused) {
    toast(refused.message, 'bad');
  }
}
