// The contingency plan being worked: its steps, what each waits for, and who did what.

import { h } from './dom.js';
import { ask, labelled, long, options, text } from './form.js';
import { clock, full, name, t } from './i18n.js';
import { postName, withPosts } from './names.js';

/** The steps as a list; nothing where the response works without a plan. */
export function stepsOf(plan, incident, me, done) {
  if (!plan?.items?.length) return [h('p', { class: 'dim' }, t('noSteps'))];
  const mine = (me.roles ?? []).some((role) => ['RESPONDER', 'DUTY_LEAD', 'LEADER', 'ADMIN'].includes(role));
  return [
    plan.plan && h('p', { class: 'dim' }, `${plan.plan.id} v${plan.plan.version} · ${plan.plan.name}`),
    h('ol', { class: 'steps' }, ...plan.items.map((step) => stepItem(step, plan, incident, mine, done))),
  ].filter(Boolean);
}

function stepItem(step, plan, incident, mine, done) {
  const late = step.overdue || step.decisionDue;
  const work = ['OPEN', 'STARTED'].includes(step.state);
  return h('li', { class: `${step.state.toLowerCase()}${late ? ' late' : ''}` },
    h('span', { class: 'step-id' }, step.id),
    h('div', {},
      h('p', {}, h('b', {}, step.title)),
      step.posts.length > 0 && h('p', { class: 'step-posts' }, step.posts.map(postName).join(' · ')),
      h('p', { class: 'dim' }, [
        t(`step:${step.state}`), step.state === 'WAITING' && step.waitsFor.join(', '), step.by?.name, withPosts(step.words, step.posts),
        step.option && step.options.find((o) => o.id === step.option)?.label, work && step.criterion,
      ].filter(Boolean).join(' · ')),
      work && mine && !step.completesBy && h('div', { class: 'acts' }, ...buttons(step, plan, incident, done))),
    h('span', { class: 'step-time' }, work && step.dueAt
      ? h('time', { datetime: step.dueAt, title: full(step.dueAt) }, `${t(late ? 'overdue' : 'dueBy')} ${clock(step.dueAt)}`)
      : step.endedAt && h('time', { datetime: step.endedAt, title: full(step.endedAt) }, clock(step.endedAt))));
}

function buttons(step, plan, incident, done) {
  const open = (act, fields) => () => ask({
    title: `${step.id} · ${t(`step:${act}`)}`, why: step.criterion,
    path: `/incidents/${encodeURIComponent(incident.id)}/steps/${encodeURIComponent(step.id)}/${act}`, fields, about: incident, done,
  });
  const values = step.records.map((key) => plan.values.find((v) => v.name === key)).filter(Boolean);
  return [
    step.state === 'OPEN' && h('button', { type: 'button', 'data-key': `${step.id} start`, onclick: open('start', []) }, t('step:start')),
    h('button', { type: 'button', class: 'next', 'data-key': `${step.id} done`, onclick: open('done', [
      long('evidence', true), ...(step.options.length ? [decision(step.options)] : []), ...(values.length ? [recorded(values)] : [])]) }, t('step:done')),
    h('button', { type: 'button', 'data-key': `${step.id} skip`, onclick: open('skip', [long('reason', true), ...(step.guards?.length ? [holds(step)] : [])]) }, t('step:skip')),
  ].filter(Boolean);
}

/** What comes after the step in order goes on only if what proves the step done is so all the same. */
function holds(step) {
  return { key: 'holds', read: (data) => data.get('holds') === 'true', control: () =>
    labelled('holds', h('select', { name: 'holds', required: true }, h('option', { value: '' }, t('choose')),
      ...options([['true', `${t('yes')} · ${step.criterion}`], ['false', `${t('holdsNot')} ${step.guards.join(', ')}`]]))) };
}

function decision(choices) {
  return { key: 'option', read: text('option'), control: () =>
    labelled('option', h('select', { name: 'option', required: true }, h('option', { value: '' }, t('choose')), ...options(choices.map((o) => [o.id, o.label])))) };
}

/** What the plan wants to know: durations such as PT90M or bare minutes, numbers, words, yes or no. */
function recorded(values) {
  const typed = { YES_NO: (v) => v === 'true', NUMBER: Number };
  return {
    key: 'values',
    read: (data) => {
      const given = values.map((v) => [v, data.get(`value-${v.name}`)]).filter(([, value]) => value);
      return given.length ? Object.fromEntries(given.map(([v, value]) => [v.name, (typed[v.type] ?? String)(value)])) : undefined;
    },
    control: () => h('div', { class: 'two' }, ...values.map((v) => h('label', { class: 'field' }, h('span', {}, v.label),
      v.type === 'YES_NO'
        ? h('select', { name: `value-${v.name}` }, h('option', { value: '' }, '–'), ...options([['true', t('yes')], ['false', t('no')]], v.value))
        : h('input', { name: `value-${v.name}`, type: v.type === 'NUMBER' ? 'number' : 'text', value: v.value ?? '' })))),
  };
}
