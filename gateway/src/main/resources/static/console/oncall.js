// Who answers now, post by post.

import { get } from './api.js';
import { h } from './dom.js';
import { minute, name, sentence, t, titled } from './i18n.js';
import { allOf } from './names.js';
import { why, whyOf } from './reasons.js';

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
        const posts = await allOf('/posts');
        const answers = await Promise.all(posts.map((p) => get(`/on-call?post=${encodeURIComponent(p.code)}`)));
        grid.replaceChildren(...answers.map((answer, i) => post(posts[i], answer)));
      } catch (refused) {
        grid.replaceChildren(h('div', { class: 'problem', role: 'alert' }, refused.message));
      }
    },
  };
}

function post(is, { primary, substitute, reason }) {
  return h('div', { class: `post ${primary || substitute ? '' : 'empty'}` },
    h('div', { class: 'post-code', 'aria-hidden': 'true' }, is.code),
    h('div', { class: 'post-body' }, h('h3', {}, titled(is)), holder('PRIMARY', primary, reason), holder('SUBSTITUTE', substitute, reason)));
}

function holder(role, held, all) {
  const because = held ? why(sentence(held.reason)) : whyOf(role, sentence(all));
  return h('div', { class: 'held' },
    h('span', { class: 'dim' }, name(role)),
    h('div', {}, held ? h('b', {}, held.name) : h('span', { class: 'warn-text' }, t('nobody')),
      h('p', { class: 'dim small' }, because, held?.until && [' · ', h('span', {}, `${t('until')} ${minute(held.until)}`)])));
}
