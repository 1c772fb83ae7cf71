// The door: a secret buys a token, or a token that one has.

import { holds, post } from './api.js';
import { h, icon } from './dom.js';
import { t } from './i18n.js';
import * as session from './session.js';

/** The sign-in page; `why` tells somebody who was just signed out. */
export function signInPage(why, onDone, switches) {
  let byToken = false;
  const page = h('div', { class: 'signin' });

  function show() {
    const error = h('div', { class: 'problem', role: 'alert', hidden: !why }, why ?? '');
    const submit = h('button', { class: 'primary wide', type: 'submit' }, t('signIn'));
    const form = h('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        submit.disabled = true;
        error.hidden = true;
        const data = new FormData(form);
        try {
          const token = byToken ? data.get('token') : (await post('/auth/token', asked(data))).token;
          const bare = token.trim().replace(/^Bearer\s+/i, '');
          if (!await holds(bare)) throw new Error(t('badToken'));
          session.begin(bare);
          onDone();
        } catch (refused) {
          error.textContent = refused.message;
          error.hidden = false;
          submit.disabled = false;
        }
      },
    }, ...(byToken ? tokenFields() : secretFields()), error, submit);
    page.replaceChildren(h('div', { class: 'signin-card' },
      h('div', { class: 'signin-brand' }, h('img', { src: '/console/bell.svg', alt: '', width: '44', height: '44' }),
        h('div', {}, h('h1', {}, 'Tocsin 警钟'), h('p', { class: 'dim' }, t('tagline'))), h('div', { class: 'spacer' }), ...switches()),
      h('p', { class: 'dim' }, t('signInLead')),
      h('div', { class: 'segments', role: 'group' }, ...[false, true].map((token) => h('button', {
        type: 'button', 'aria-pressed': String(token === byToken), onclick: () => { byToken = token; why = null; show(); },
      }, t(token ? 'byToken' : 'bySecret')))),
      form,
      h('p', { class: 'dim small' }, `${t('signInHow')} `, h('code', {}, './tocsin token --as wang-ming'))));
    page.querySelector('input')?.focus();
  }

  show();
  return page;
}

function asked(data) {
  const as = data.get('as').trim();
  return { secret: data.get('secret').trim(), ...(as ? { as } : {}) };
}

const secretFields = () => [
  h('label', { class: 'field' }, h('span', {}, t('secret')), h('input', { name: 'secret', type: 'password', required: true, autocomplete: 'current-password' })),
  h('label', { class: 'field' }, h('span', {}, t('as')), h('input', { name: 'as', placeholder: 'wang-ming', autocomplete: 'off', spellcheck: 'false' }),
    h('small', { class: 'dim' }, t('asHint'))),
];

const tokenFields = () => [
  h('label', { class: 'field' }, h('span', {}, t('token')), h('input', { name: 'token', type: 'password', required: true, autocomplete: 'off', spellcheck: 'false' })),
];
