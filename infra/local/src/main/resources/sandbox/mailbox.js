import { element, time, translate, watch, word } from '/static/words.js';

const list = document.getElementById('mails');
const recipients = document.getElementById('recipients');
const letter = document.getElementById('letter');
const nothing = document.getElementById('nothing');

let mails = [];
let chosen = location.hash.slice(1);
let recipient = '';

function show() {
  const all = [...new Set(mails.map((mail) => mail.to))].sort();
  recipients.replaceChildren(element('option', { value: '' }, word('everybody')),
    ...all.map((to) => element('option', { value: to }, to)));
  recipients.value = all.includes(recipient) ? recipient : '';

  const shown = mails.filter((mail) => !recipients.value || mail.to === recipients.value).reverse();
  if (!shown.some((mail) => mail.id === chosen)) chosen = shown[0]?.id ?? '';
  list.replaceChildren(...shown.map((mail) => {
    const button = element('button', { type: 'button', 'aria-pressed': String(mail.id === chosen) },
      element('b', {}, mail.to), element('time', {}, time(mail.at)), element('span', {}, mail.subject));
    button.addEventListener('click', () => {
      chosen = mail.id;
      history.replaceState(null, '', `#${mail.id}`);
      show();
    });
    return element('li', {}, button);
  }));

  const mail = shown.find((one) => one.id === chosen);
  letter.hidden = !mail;
  nothing.hidden = Boolean(mail);
  if (!mail) return;
  document.getElementById('subject').textContent = mail.subject;
  document.getElementById('meta').replaceChildren(...pairs({
    [word('from')]: mail.from, [word('to')]: mail.to, [word('at')]: new Date(mail.at).toLocaleString(document.documentElement.lang),
  }));
  document.getElementById('headers').replaceChildren(...pairs(mail.headers));
  const plain = document.getElementById('plain');
  const html = document.getElementById('html');
  plain.hidden = Boolean(mail.html);
  html.hidden = !mail.html;
  plain.textContent = mail.text;
  if (html.srcdoc !== (mail.html ?? '')) html.srcdoc = mail.html ?? '';
}

const pairs = (values) => Object.entries(values).flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, value)]);

recipients.addEventListener('change', () => {
  recipient = recipients.value;
  show();
});

translate(show);
watch('mail', async () => {
  mails = await (await fetch('/api/mail')).json();
  show();
}, () => {});
