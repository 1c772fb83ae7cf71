// Reporting a fault: what fails, where, how badly.

import { get, newKey, post } from './api.js';
import { h } from './dom.js';
import { colon, degreeName, locale, t, titled } from './i18n.js';
import { all } from './names.js';

const DEGREES = ['DEGRADED', 'MAIN_FUNCTION_DOWN', 'FULL_STOP', 'DATA_LOSS'];
const SYMPTOMS = { 'zh-CN': ['无法登录', '响应缓慢', '提交失败', '页面报错'], en: ['Cannot sign in', 'Very slow', 'Submitting fails', 'Error page'] };

/** The pane with the form. `unit` is the one that whoever led here came from. */
export function reportPane(me, unit) {
  const element = h('section', { class: 'report' });
  let key;
  let accepted;
  // One key for one filled-in form: sending it again after a broken line cannot make two reports of it.
  const form = (same) => {
    key = same ?? newKey();
    accepted = null;
    element.replaceChildren(reportForm(me, unit, key, done));
  };
  const done = (id) => {
    accepted = id;
    element.replaceChildren(receipt(id, () => form()));
  };
  form();
  return {
    element,
    refresh: async () => {},
    /** What is typed in, for `restore` of another pane. */
    keep: () => ({ key, accepted, typed: accepted ? [] : [...new FormData(element.querySelector('form'))] }),
    restore(kept) {
      if (kept.accepted) return done(kept.accepted);
      form(kept.key);
      const filled = new Map(kept.typed);
      for (const control of element.querySelector('form').elements) {
        if (['radio', 'checkbox'].includes(control.type)) control.checked = filled.get(control.name) === control.value;
        else if (filled.has(control.name)) control.value = filled.get(control.name);
      }
    },
  };
}

function reportForm(me, unit, key, onAccepted) {
  const error = h('div', { class: 'problem', role: 'alert', hidden: true });
  const symptom = h('input', { name: 'symptom', required: true, maxlength: '200', placeholder: t('symptomHint'), autocomplete: 'off' });
  const submit = h('button', { class: 'primary wide', type: 'submit' }, t('send'));
  const own = unit ?? (me.units?.length === 1 ? me.units[0] : null);
  const form = h('form', { onsubmit: send },
    h('div', { class: 'two' },
      field('system', select('system', all('systems'), null)),
      field('unit', select('unit', all('units'), own))),
    field('symptom', symptom),
    h('div', { class: 'suggestions' }, ...SYMPTOMS[locale()].map((text) => h('button', {
      type: 'button', onclick: () => { symptom.value = text; symptom.focus(); },
    }, text))),
    h('fieldset', {}, h('legend', {}, t('degree')), h('div', { class: 'degrees' }, ...DEGREES.map((degree, i) => h('label', {},
      h('input', { type: 'radio', name: 'degree', value: degree, required: true, checked: i === 1 }), h('span', {}, degreeName(degree)))))),
    field('description', h('textarea', { name: 'description', rows: '3', maxlength: '4000' })),
    check('centralComponent', 'central'), check('exercise', 'drill'), error, submit);

  async function send(event) {
    event.preventDefault();
    submit.disabled = true;
    submit.textContent = t('sending');
    error.hidden = true;
    const data = new FormData(form);
    try {
      const answer = await post('/reports', {
        system: data.get('system'), unit: data.get('unit'), symptom: data.get('symptom'), degree: data.get('degree'),
        ...(data.get('description') ? { description: data.get('description') } : {}),
        centralComponent: data.has('centralComponent'), exercise: data.has('exercise'),
      }, { 'Idempotency-Key': key });
      onAccepted(answer.reportId);
    } catch (refused) {
      error.replaceChildren(h('b', {}, refused.message), h('ul', {}, ...refused.errors.map((e) => h('li', {}, `${e.field}${colon()}${e.message}`))));
      error.hidden = false;
    } finally {
      submit.disabled = false;
      submit.textContent = t('send');
    }
  }

  return h('div', {}, h('div', { class: 'pane-head' }, h('h1', {}, t('report'))), h('p', { class: 'dim lead' }, t('reportLead')), form);
}

function receipt(reportId, again) {
  const link = h('a', { class: 'primary button', href: '#/incidents' }, t('loading'));
  watch(reportId, link);
  return h('div', { class: 'receipt' }, h('div', { class: 'quiet-mark' }, '✓'), h('h1', {}, t('accepted')), h('p', {}, t('acceptedHint')),
    h('code', {}, reportId), h('div', { class: 'actions' }, link, h('button', { type: 'button', onclick: again }, t('another'))));
}

/** Waits for the incident that the report went into. */
async function watch(reportId, link) {
  for (let i = 0; i < 40; i++) {
    try {
      const report = await get(`/reports/${encodeURIComponent(reportId)}`);
      if (report.incidentId) {
        link.href = `#/incidents/${encodeURIComponent(report.incidentId)}`;
        break;
      }
    } catch {
      // Not correlated yet, or the service is busy: the list will show it.
    }
    await new Promise((done) => setTimeout(done, 500));
  }
  link.textContent = t('toIncident');
}

function field(key, control) {
  return h('label', { class: 'field' }, h('span', {}, t(key)), control);
}

function check(name, key) {
  return h('label', { class: 'check' }, h('input', { type: 'checkbox', name }), h('span', {}, t(key)));
}

function select(name, things, chosen) {
  const element = h('select', { name, required: true }, h('option', { value: '' }, t('choose')),
    ...things.map((thing) => h('option', { value: thing.code }, titled(thing))));
  const offered = things.some((thing) => thing.code === chosen);
  element.value = offered ? chosen : (things.length === 1 ? things[0].code : '');
  return element;
}
