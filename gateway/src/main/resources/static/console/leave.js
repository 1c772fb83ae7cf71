// Leave: who is away is on no shift.

import { remove } from './api.js';
import { h, toast } from './dom.js';
import { ask, long, moment } from './form.js';
import { t } from './i18n.js';
import { button, none, section, span } from './shifts.js';

const LEADS = ['DUTY_LEAD', 'LEADER', 'ADMIN'];

export function leaveOf(leaves, me, done) {
  const ahead = leaves.filter((l) => new Date(l.until) > new Date());
  const leads = LEADS.some((role) => (me.roles ?? []).includes(role));
  return section('leave',
    ahead.length ? h('ul', { class: 'entries' }, ...ahead.map((l) => h('li', {},
      h('p', {}, h('b', {}, l.name), ' ', span(l)), l.reason && h('p', { class: 'dim' }, l.reason),
      (l.personId === me.id || leads) && h('div', { class: 'acts' }, button('cancelLeave', () => cancel(l, done)))))) : none('noLeave'),
    h('div', { class: 'acts' }, button('takeLeave', () => ask({
      title: t('takeLeave'), why: t('why:leave'), path: '/leave', about: {}, done, fields: [moment('from'), moment('until'), long('reason')],
    }))));
}

async function cancel(leave, done) {
  try {
    await remove(`/leave/${encodeURIComponent(leave.id)}`);
    toast(t('actDone'));
    await done();
  } catch (refused) {
    toast(refused.message, 'bad');
  }
}
