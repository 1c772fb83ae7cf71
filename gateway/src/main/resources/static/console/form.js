// A form in a dialog: what is asked, sent as one act, and the platform's own words where it refuses.

import { post } from './api.js';
import { h, toast } from './dom.js';
import { name, t } from './i18n.js';
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
      error.replaceChildren(h('b', {}, refused.status === 412 ? t('changedMeanwhile') : refused.message), h('ul', {},
        ...refused.missing.map((m) => h('li', {}, typeof m === 'string' ? m : (m.message ?? ''))), ...refused.errors.map((e) => h('li', {}, e.message))));
      error.hidden = false;
      submit.disabled = refused.status === 412;
    }
  }
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
