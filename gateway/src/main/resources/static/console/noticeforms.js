// Writing a notice, putting it in other words, taking it back.

import { getTagged, newKey, post, put } from './api.js';
import { h } from './dom.js';
import { ask, labelled, long, options, text } from './form.js';
import { name, t } from './i18n.js';
import { all, allOf, nameOf } from './names.js';

const LEADS = ['DUTY_LEAD', 'LEADER', 'ADMIN'];
const TYPES = ['GENERAL', 'FAULT', 'SUSPENSION', 'PROGRESS', 'RESTORATION'];
// A telephone rings for pages only.
const CHANNELS = ['INTRANET', 'SMS', 'EMAIL', 'CHAT'];
const FIELDS = ['type', 'title', 'body', 'audience', 'channels', 'expiresAt', 'refersTo', 'exercise', 'reason'];
const LONGEST = { title: 200, body: 4000 };

const leads = (me) => LEADS.some((role) => (me.roles ?? []).includes(role));

/** The button that opens an empty notice; false for who may write none. */
export function writeButton(me, done) {
  return leads(me) && h('button', { type: 'button', class: 'primary', onclick: () => write(done) }, t('writeNotice'));
}

async function write(done) {
  const key = newKey();
  const suspensions = (await allOf('/notices?type=SUSPENSION&limit=100').catch(() => [])).filter((n) => !n.withdrawnAt);
  ask({
    title: t('writeNotice'), why: t('why:writeNotice'), path: '/notices', done,
    send: told((path, body) => post(path, body, { 'Idempotency-Key': key })),
    fields: [type(suspensions), refersTo(suspensions), words('title'), words('body'), audience(), channels(), expiry(), drill()],
  });
}

/** What may be changed about a posted notice; what an incident issued is changed there. */
export function changesOf(notice, at, me, done) {
  const ofIncident = notice.incidentId && notice.id.startsWith(`${notice.incidentId}-`);
  if (!leads(me) || notice.withdrawnAt || ofIncident) return false;
  return h('div', { class: 'acts' },
    h('button', { type: 'button', onclick: () => revise(at, done) }, t('reviseNotice')),
    h('button', { type: 'button', onclick: () => withdraw(notice, at, done) }, t('withdrawNotice')));
}

async function revise(at, done) {
  const [zh, en] = await Promise.all(['zh', 'en'].map((lang) => getTagged(`${at}?lang=${lang}`)));
  const was = Object.fromEntries(['title', 'body'].map((key) => [key, { zh: plain(zh.body[key]), en: plain(en.body[key]) }]));
  ask({
    title: t('reviseNotice'), why: t('why:reviseNotice'), path: at, etag: zh.etag, done, send: told(put),
    fields: [words('title', was.title), words('body', was.body), expiry(zh.body.expiresAt)],
  });
}

function withdraw(notice, at, done) {
  const reason = long('reason', true);
  ask({
    title: t('withdrawNotice'), why: t('why:withdrawNotice'), path: `${at}/withdraw`, done, send: told(post),
    fields: [{ ...reason, control: async () => h('div', {}, h('p', {}, h('b', {}, `${notice.number} ${notice.title}`)), limited(reason.control(), 200)) }],
  });
}

// The platform puts the mark of a drill on by itself.
const plain = (words) => words.replace(/^(【演练】|\[DRILL\] ?)+/, '');

/** Says once, and by the names of the form, what is wrong. */
function told(send) {
  return async (...request) => {
    try {
      return await send(...request);
    } catch (refused) {
      if (refused.status === 412) Object.assign(refused, { status: 409, message: t('noticeChanged'), errors: [] });
      if (refused.errors.length) {
        refused.message = t('putRight');
        refused.errors = refused.errors.map((e) => ({ ...e,
          message: FIELDS.includes(e.field) ? `${t(`field:${e.field}`)} – ${e.message}` : e.message }));
      }
      throw refused;
    }
  };
}

// ---- the fields

function type(suspensions) {
  const offered = TYPES.filter((is) => is !== 'RESTORATION' || suspensions.length > 0);
  return { key: 'type', read: text('type'), control: () => labelled('type', h('select', { name: 'type', required: true, onchange: (e) => {
    const field = e.target.form.querySelector('.refers-to');
    field.hidden = e.target.value !== 'RESTORATION';
    field.querySelector('select').required = !field.hidden;
  } }, ...options(offered.map((is) => [is, t(`notice:${is}`)]), 'GENERAL'))) };
}

function refersTo(suspensions) {
  return { key: 'refersTo', read: (data) => (data.get('type') === 'RESTORATION' ? text('refersTo')(data) : undefined), control: () =>
    h('div', { class: 'refers-to', hidden: true }, labelled('refersTo', h('select', { name: 'refersTo' }, h('option', { value: '' }, t('choose')),
      ...options(suspensions.map((n) => [n.id, `${n.number} ${n.title}`]))))) };
}

/** A text that units read in their own language; both are the same where only one is given. */
function words(key, was) {
  const control = (lang, required) => {
    const more = { name: `${key}.${lang}`, maxlength: String(LONGEST[key]), required, autocomplete: 'off' };
    const element = key === 'body' ? h('textarea', { ...more, rows: lang === 'zh' ? '4' : '2' }) : h('input', more);
    element.value = (lang === 'zh' || was?.en !== was?.zh ? was?.[lang] : '') ?? '';
    return element;
  };
  return {
    key,
    read: (data) => {
      const [zh, en] = ['zh', 'en'].map((lang) => data.get(`${key}.${lang}`).trim());
      return en ? { zh, en } : zh;
    },
    control: () => h('div', { class: 'field' }, labelled(key, control('zh', true)),
      h('label', { class: 'field' }, h('small', { class: 'dim' }, t('inEnglish')), control('en'))),
  };
}

function audience() {
  const units = h('div', { class: 'units-of', hidden: true }, ...all('units').map((unit) => tick('units', unit.code, nameOf('units', unit.code))));
  const choice = h('select', { name: 'audience', onchange: () => { units.hidden = choice.value !== 'UNITS'; } },
    ...options([['ALL_UNITS', t('allUnits')], ['UNITS', t('chosenUnits')]], 'ALL_UNITS'));
  return { key: 'audience', read: (data) => (data.get('audience') === 'UNITS' ? data.getAll('units') : 'ALL_UNITS'),
    control: () => h('div', {}, labelled('audience', choice), units) };
}

function channels() {
  return { key: 'channels', read: (data) => data.getAll('channels'), control: () => h('fieldset', {}, h('legend', {}, t('field:channels')),
    h('div', { class: 'checks' }, ...CHANNELS.map((channel) => tick('channels', channel, name(channel), channel === 'INTRANET')))) };
}

function expiry(was) {
  const local = was ? new Date(new Date(was) - new Date(was).getTimezoneOffset() * 60000).toISOString().slice(0, 16) : '';
  return { key: 'expiresAt', read: (data) => (data.get('expiresAt') ? new Date(data.get('expiresAt')).toISOString() : undefined),
    control: () => labelled('expiresAt', h('input', { type: 'datetime-local', name: 'expiresAt', value: local })) };
}

function drill() {
  return { key: 'exercise', read: (data) => data.has('exercise') || undefined, control: () => tick('exercise', 'true', t('drill')) };
}

function tick(group, value, label, checked) {
  return h('label', { class: 'check' }, h('input', { type: 'checkbox', name: group, value, checked }), h('span', {}, label));
}

function limited(field, length) {
  field.querySelector('textarea').maxLength = length;
  return field;
}
