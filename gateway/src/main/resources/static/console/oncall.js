// Who answers now, post by post.

import { get } from './api.js';
import { h } from './dom.js';
import { name, sentence, t } from './i18n.js';
import { itemsOf, nameOf } from './names.js';

/** The pane of who is on call. `refresh` asks again. */
export function onCallPane({ compact = false } = {}) {
  const grid = h('div', { class: 'posts' });
  const element = h('section', { class: compact ? 'oncall compact' : 'oncall' },
    h('div', { class: 'pane-head' }, h(compact ? 'h2' : 'h1', {}, t('onCall'))),
    !compact && h('p', { class: 'dim lead' }, t('onCallLead')), grid);
  return {
    element,
    async refresh() {
      try {
        grid.replaceChildren(...byPost(itemsOf(await get('/on-call'))).map(post));
      } catch (refused) {
        grid.replaceChildren(h('div', { class: 'problem', role: 'alert' }, refused.message));
      }
    },
  };
}

/** One entry a post, whether the roster answers per post or per post and role. */
function byPost(entries) {
  const posts = new Map();
  for (const entry of entries) {
    const post = posts.get(entry.post) ?? { code: entry.post, roles: {} };
    if (entry.role) post.roles[entry.role] = holder(entry.person ?? entry, entry.reason);
    else {
      post.roles.PRIMARY = holder(entry.primary, entry.primary?.reason);
      post.roles.SUBSTITUTE = holder(entry.substitute, entry.substitute?.reason);
    }
    posts.set(entry.post, post);
  }
  return [...posts.values()];
}

function holder(person, reason) {
  const id = typeof person === 'string' ? person : (person?.personId ?? person?.person ?? person?.id);
  if (!id) return { reason };
  return { name: person.name ?? nameOf('people', id), reason };
}

function post({ code, roles }) {
  const nobody = !roles.PRIMARY?.name && !roles.SUBSTITUTE?.name;
  return h('div', { class: `post ${nobody ? 'empty' : ''}` },
    h('div', { class: 'post-code', 'aria-hidden': 'true' }, code),
    h('div', { class: 'post-body' }, h('h3', {}, nameOf('posts', code)),
      ...['PRIMARY', 'SUBSTITUTE'].map((role) => line(role, roles[role]))));
}

function line(role, held) {
  return h('div', { class: 'held', title: sentence(held?.reason) ?? null },
    h('span', { class: 'dim' }, name(role)),
    held?.name ? h('b', {}, held.name) : h('span', { class: 'warn-text' }, t('nobody')));
}
