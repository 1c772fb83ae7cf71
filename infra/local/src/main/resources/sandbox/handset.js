import { element, time, translate, watch, word } from '/static/words.js';

const people = document.getElementById('people');
const talk = document.getElementById('talk');
const number = document.getElementById('number');
const text = document.getElementById('text');
const said = document.getElementById('said');

let messages = [];
const replies = JSON.parse(sessionStorage.getItem('tocsin.replies') ?? '[]');
let chosen = location.hash.slice(1);

function show() {
  const byNumber = new Map();
  for (const message of messages) byNumber.set(message.to, [...(byNumber.get(message.to) ?? []), message]);
  const latest = [...byNumber.entries()].sort((a, b) => (a[1].at(-1).at < b[1].at(-1).at ? 1 : -1));
  if (!byNumber.has(chosen)) chosen = latest[0]?.[0] ?? '';

  people.replaceChildren(...latest.map(([to, theirs]) => {
    const button = element('button', { type: 'button', 'aria-pressed': String(to === chosen) },
      element('b', {}, to), element('time', {}, time(theirs.at(-1).at)), element('span', {}, theirs.at(-1).text));
    button.addEventListener('click', () => {
      chosen = to;
      history.replaceState(null, '', `#${to}`);
      show();
      text.focus();
    });
    return element('li', {}, button);
  }));

  number.textContent = chosen || word('noSms');
  document.getElementById('reply').hidden = !chosen;
  text.placeholder = word('replyTo');
  const mine = replies.filter((reply) => reply.from === chosen).map((reply) => ({ ...reply, mine: true }));
  const lines = [...(byNumber.get(chosen) ?? []), ...mine].sort((a, b) => (a.at < b.at ? -1 : 1));
  talk.replaceChildren(...lines.map((line) => element('li', { class: line.mine ? 'mine' : 'theirs' },
    element('p', {}, line.text),
    element('small', {}, line.mine ? `${word('me')} · ${time(line.at)}`
      : `${line.from} · ${time(line.at)} · ${word('parts')(line.parts)} · ${line.encoding}`))));
  talk.scrollTop = talk.scrollHeight;
}

document.getElementById('reply').addEventListener('submit', async (event) => {
  event.preventDefault();
  const reply = { from: chosen, text: text.value };
  const answer = await fetch('/api/sms/reply', { method: 'POST', body: JSON.stringify(reply) });
  const body = await answer.json();
  if (!answer.ok) {
    said.textContent = word('failed') + body.detail;
    return;
  }
  said.textContent = word(body.delivered ? 'sent' : 'waiting');
  replies.push({ ...reply, at: new Date().toISOString() });
  sessionStorage.setItem('tocsin.replies', JSON.stringify(replies.slice(-200)));
  text.value = '';
  show();
});

translate(show);
watch('sms', async () => {
  messages = await (await fetch('/api/sms')).json();
  show();
}, (away) => { if (away) said.textContent = word('away'); else if (said.textContent === word('away')) said.textContent = ''; });
