// One's own contact points, and the code that says whether one answers there.

import { get, post, put } from './api.js';
import { h, toast } from './dom.js';
import { ask, word } from './form.js';
import { minute, name, t } from './i18n.js';
import { button, none, section } from './shifts.js';

/** Nothing for who is nobody of the set-up, as the first administrator is. */
export async function contactsOf(me, done) {
  const path = `/people/${encodeURIComponent(me.id)}/contacts`;
  let contacts;
  try {
    contacts = await get(path);
  } catch (refused) {
    if (refused.status === 404) return section('contacts', none('noContacts'));
    throw refused;
  }
  return section('contacts', contacts.items.length
    ? h('ul', { class: 'entries' }, ...contacts.items.map((c) => item(c, path, done))) : none('noContacts'));
}

function item(contact, path, done) {
  const at = `${path}/${contact.n}/verification`;
  return h('li', {},
    h('p', {}, h('b', {}, name(contact.channel)), ` ${contact.to}`),
    contact.verifiable && h('p', { class: contact.verifiedAt ? 'dim' : 'warn-text' }, contact.verifiedAt ? `${t('verified')} ${minute(contact.verifiedAt)}` : t('unverified')),
    contact.verifiable && h('div', { class: 'acts' }, button('verify', () => send(at)),
      button('enterCode', () => ask({ title: t('enterCode'), path: at, send: put, about: contact, done, fields: [word('code')] }))));
}

async function send(at) {
  try {
    await post(at);
    toast(t('codeSent'));
  } catch (refused) {
    toast(refused.message, 'bad');
  }
}
