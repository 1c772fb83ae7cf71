// A form in a dialog: what is asked, sent as one act, and the platform's own words where it refuses.

import { post } from './api.js';
import { h, toast } from './dom.js';
import { colon, name, t } from './i18n.js';
import { all } from './names.js';

/**
 * Asks for an act. `fields` are made by the functions below; `about` is what their controls are made from; `send` puts
 * or posts it; `done` is called after the act.
 */
export async function ask({ title, why, path, send: by = post, etag, fields, about, done }) {
  const error = h('div', { class: 'problem', role: 'alert', hidden: true });
  const submit = h('button', { class: 'primary', type: 'submit' }, title);
  const controls = await Promise.all(fields.map((field) => field.control(about)));
  const form = h('form', { onsubmit: send }, h('h2', {}, title), why && h('p', { class: 'dim' }, why),
    ...controls, error, h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')), submit));
  const dialog = h('dialog', { class: 'act', onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  // Whoever goes back to another page has left what the form belongs to.
  addEventListener('hashchange', () => dialog.close(), { once: true });
  dialog.showModal();

  async function send(event) {
    event.preventDefault();
    submit.disabled = true;
    error.hidden = true;
    const data = new FormData(form);
    const body = Object.fromEntries(fields.map((f) => [f.key, f.read(data)]).filter(([, value]) => value !== undefined));
    try {
      await by(path, body, etag ? { 'If-Match': etag } : {});
      dialog.close();
      toast(t('actDone'));
      await done();
    } catch (refused) {
      // Decided on what somebody has changed meanwhile: the person looks again and decides anew.
      if (refused.status === 412) await done();
      error.replaceChildren(...(refused.status === 412 ? [h('b', {}, t('changedMeanwhile'))] : wordsOf(refused, form)));
      error.hidden = false;
      submit.disabled = refused.status === 412;
      if (!form.contains(document.activeElement)) (submit.disabled ? form.querySelector('.actions button') : submit).focus();
    }
  }
}

/** What was refused, each thing once, and a field by what it is called on the form. */
function wordsOf(refused, form) {
  const called = (field) => form.elements[field]?.closest?.('.field')?.firstElementChild?.textContent;
  const reasons = refused.errors.map((e) => [called(e.field), e.message].filter(Boolean).join(colon()));
  const missing = refused.missing.map((m) => (typeof m === 'string' ? m : (m.message ?? ''))).filter((m) => m && !refused.message.includes(m));
  // With errors of fields the message says no more than the first of them, with the field as the API calls it.
  if (reasons.length === 1 && !missing.length) return [h('b', {}, reasons[0])];
  const items = [...missing, ...reasons].map((line) => h('li', {}, line));
  return [h('b', {}, reasons.length ? t('checkThese') : refused.message), items.length > 0 && h('ul', {}, ...items)].filter(Boolean);
}

// ---- the fields: what is asked, and what it becomes in the body; undefined is left out

export function labelled(key, control) {
  return h('label', { class: 'field' }, h('span', {}, t(`field:${key}`)), control);
}

export function options(values, chosen) {
  return values.map(([value, text]) => h('option', { value, selected: value === chosen }, text));
}

export const text = (key) => (data) => data.get(key)?.trim() || undefined;

export function one(key, values, chosen) {
  return { key, read: text(key), control: (incident) =>
    labelled(key, h('select', { name: key, required: true }, ...options(values.map((v) => [v, name(v)]), chosen?.(incident)))) };
}

export function maybe(key, values) {
  return { key, read: text(key), control: () =>
    labelled(key, h('select', { name: key }, h('option', { value: '' }, t('byTheRules')), ...options(values.map((v) => [v, name(v)])))) };
}

export function long(key, required) {
  return { key, read: text(key), control: () => labelled(key, h('textarea', { name: key, rows: '3', maxlength: '4000', required })) };
}

export function word(key) {
  return { key, read: text(key), control: () => labelled(key, h('input', { name: key, required: true, autocomplete: 'off' })) };
}

export function lines(key) {
  return { key, read: (data) => data.get(key).split('\n').map((line) => line.trim()).filter(Boolean),
    control: () => labelled(key, h('textarea', { name: key, rows: '3' })) };
}

export function yesNo(key) {
  return { key, read: (data) => data.get(key) === 'true',
    control: () => labelled(key, h('select', { name: key, required: true }, h('option', { value: '' }, t('choose')),
      ...options([['true', t('passed')], ['false', t('failedTest')]]))) };
}

export function when(key) {
  return { key, read: (data) => (data.get(key) ? new Date(data.get(key)).toISOString() : undefined),
    control: () => labelled(key, h('input', { type: 'datetime-local', name: key })) };
}

/** A time that has to be given. */
export function moment(key) {
  return { ...when(key), control: () => labelled(key, h('input', { type: 'datetime-local', name: key, required: true })) };
}

export function person(key) {
  return { key, read: text(key), control: () =>
    labelled(key, h('select', { name: key, required: true }, h('option', { value: '' }, t('choose')), ...options(all('people').map((p) => [p.id, p.name])))) };
}

export function maybePerson(key) {
  return { key, read: text(key), control: (about) =>
    labelled(key, h('select', { name: key }, h('option', { value: '' }, t('choose')), ...options(all('people').map((p) => [p.id, p.name]), about?.[key]))) };
}

export function day(key) {
  return { key, read: text(key), control: (about) => labelled(key, h('input', { type: 'date', name: key, value: about?.[key] ?? '' })) };
}
