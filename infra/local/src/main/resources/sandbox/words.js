// The pages' words in both languages, and the switch between them.
const WORDS = {
  zh: {
    phones: '手机', mailboxes: '邮箱', other: 'English',
    phonesHint: '平台发出的每条短信都在这里。在此回复，就像真的手机一样。',
    mailboxesHint: '平台发出的每封邮件都在这里。',
    reply: '回复内容', replyTo: '回复短信中的确认码', send: '发送', recipient: '收件人', everybody: '全部',
    headers: '邮件头', noMail: '还没有邮件。有故障报告时，通知会出现在这里。', noSms: '还没有短信。有故障报告时，通知会出现在这里。',
    parts: (n) => `${n} 条`, sent: '已发出。', waiting: '已发出，等平台连接短信中心后送达。', failed: '没有发出：', away: '沙盒没有应答，正在重试……',
    from: '发件人', to: '收件人', at: '时间', me: '我',
  },
  en: {
    phones: 'Phones', mailboxes: 'Mailboxes', other: '中文',
    phonesHint: 'Every SMS that the platform sends arrives here. Answer as you would on a phone.',
    mailboxesHint: 'Every e-mail that the platform sends arrives here.',
    reply: 'Reply', replyTo: 'Reply with the code of the message', send: 'Send', recipient: 'Recipient', everybody: 'Everybody',
    headers: 'Headers', noMail: 'No mail yet. Pages appear here when a fault is reported.', noSms: 'No messages yet. Pages appear here when a fault is reported.',
    parts: (n) => `${n} part${n === 1 ? '' : 's'}`, sent: 'Sent.', waiting: 'Sent; it arrives when the platform is connected to the SMS centre.', failed: 'Not sent: ', away: 'The sandbox does not answer, trying again …',
    from: 'From', to: 'To', at: 'At', me: 'me',
  },
};

let language = localStorage.getItem('tocsin.language')
  ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
const asked = new URLSearchParams(location.search).get('lang');
if (asked === 'zh' || asked === 'en') language = asked;

export const word = (key) => WORDS[language][key];
export const locale = () => (language === 'zh' ? 'zh-CN' : 'en-GB');

/** Writes the words into the page and calls `changed` after each switch. */
export function translate(changed) {
  const write = () => {
    document.documentElement.lang = locale();
    for (const element of document.querySelectorAll('[data-text]')) element.textContent = word(element.dataset.text);
    document.getElementById('lang').textContent = word('other');
    document.title = `${word(location.pathname === '/mailbox' ? 'mailboxes' : 'phones')} · 警钟 Tocsin`;
    changed();
  };
  document.getElementById('lang').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    localStorage.setItem('tocsin.language', language);
    write();
  });
  write();
}

export const time = (at) => new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Asks twice a second whether anything is new; `news` is called with the counters when it is. */
export function watch(key, news, away) {
  let seen = -1;
  const ask = async () => {
    try {
      const changes = await (await fetch('/api/changes')).json();
      away(false);
      if (changes[key] !== seen) {
        await news();
        seen = changes[key];
      }
    } catch {
      away(true);
    }
    setTimeout(ask, document.hidden ? 3000 : 500);
  };
  ask();
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
