// Shows the API's document as a page, so that page and document cannot differ.

import { h, icon } from './dom.js';
import { locale, switchLanguage, t } from './i18n.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const WORDS = {
  parameters: ['参数', 'Parameters'], body: ['请求内容', 'Request body'], example: ['示例', 'Example'], answers: ['应答', 'Answers'],
  open: ['无需令牌', 'no token needed'], required: ['必填', 'required'], document: ['原始文档', 'The document'], console: ['控制台', 'Console'],
};
const w = (key) => WORDS[key][locale() === 'zh-CN' ? 0 : 1];
const root = document.getElementById('docs');
let api;

/** The reader's language of a text that stands in both, the Chinese one as an extension. */
const text = (thing, key) => (locale() === 'zh-CN' && thing[`x-${key}-zh`]) || thing[key];
const resolve = (node) => (node?.$ref ? resolve(node.$ref.slice(2).split('/').reduce((at, step) => at[step], api)) : node);

function show() {
  document.title = `${api.info.title} API`;
  const operations = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((m) => item[m]).map((method) => ({ path, method, shared: item.parameters ?? [], ...item[method] })));
  root.replaceChildren(
    h('header', { class: 'bar' }, h('a', { class: 'brand', href: '/' }, h('img', { src: '/console/bell.svg', alt: '', width: '28', height: '28' }),
      h('span', {}, 'Tocsin', h('i', {}, 'API'))), h('div', { class: 'spacer' }),
    h('a', { class: 'plain text button', href: '/v3/api-docs.yaml' }, w('document')), h('a', { class: 'plain text button', href: '/' }, w('console')),
    h('button', { type: 'button', class: 'plain text', onclick: () => { switchLanguage(); show(); } }, t('language')), themeButton()),
    h('div', { class: 'docs' },
      h('nav', { 'aria-label': 'API' }, ...api.tags.flatMap((tag) => [h('h2', {}, text(tag, 'name')),
        ...of(operations, tag).map((o) => h('a', { href: `#${o.operationId}`, onclick: () => reveal(o.operationId) }, verb(o.method), text(o, 'summary')))])),
      h('main', {}, h('h1', {}, `${api.info.title} API`), h('p', { class: 'dim' }, text(api.info, 'summary')), prose(text(api.info, 'description')),
        ...api.tags.map((tag) => h('section', {}, h('h2', {}, text(tag, 'name')), h('p', { class: 'dim' }, text(tag, 'description')),
          ...of(operations, tag).map(operation))))));
  if (location.hash) reveal(location.hash.slice(1));
}

const of = (operations, tag) => operations.filter((o) => o.tags.includes(tag.name));
const verb = (method) => h('span', { class: `method m-${method}` }, method.toUpperCase());

function themeButton() {
  return h('button', {
    type: 'button', class: 'plain', title: t('theme'), 'aria-label': t('theme'), onclick: () => {
      const now = document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
      document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
      localStorage.setItem('tocsin.theme', document.documentElement.dataset.theme);
    },
  }, icon('sun'));
}

function reveal(id) {
  const element = document.getElementById(id);
  if (!element) return;
  element.open = true;
  element.scrollIntoView();
}

function operation(o) {
  const parameters = [...o.shared, ...(o.parameters ?? [])].map(resolve);
  const content = Object.entries(resolve(o.requestBody)?.content ?? {});
  return h('details', { class: 'operation', id: o.operationId },
    h('summary', {}, verb(o.method), h('code', {}, o.path), o.security?.length === 0 && h('span', { class: 'chip' }, w('open')),
      h('span', {}, text(o, 'summary'))),
    h('div', { class: 'inside' },
      o.description && prose(text(o, 'description')),
      parameters.length > 0 && block('parameters', h('table', {}, h('tbody', {}, ...parameters.map((p) => h('tr', {},
        h('td', {}, h('code', {}, p.name), p.required && h('em', { class: 'warn-text' }, ' *')), h('td', { class: 'dim' }, `${p.in} · ${kind(p.schema)}`),
        h('td', {}, ...inline(text(p, 'description') ?? ''))))))),
      ...content.map(([type, media]) => block('body', h('p', { class: 'dim small' }, type), schema(media.schema), ...examples(media))),
      block('answers', h('div', { class: 'responses' }, ...Object.entries(o.responses).map(([status, response]) => answer(status, resolve(response)))))));
}

const block = (key, ...content) => h('div', {}, h('h4', {}, w(key)), ...content);

function answer(status, response) {
  const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
  const shown = media?.schema && type === 'application/json' ? schema(media.schema) : null;
  return h('div', {}, h('b', {}, status), h('div', {}, ...inline(text(response, 'description')), ' ', type && h('i', { class: 'dim small' }, type),
    shown, ...(Number(status) < 300 ? examples(media ?? {}) : [])));
}

function examples(media) {
  const all = media.example !== undefined ? [media.example] : Object.values(media.examples ?? {}).map((e) => e.value);
  return all.map((e) => h('pre', {}, JSON.stringify(e, null, 2)));
}

function kind(node) {
  const s = resolve(node) ?? {};
  if (s.enum) return s.enum.join(' | ');
  if (s.anyOf) return s.anyOf.map(kind).join(' | ');
  const type = [s.type].flat().filter((x) => x && x !== 'null').join(' | ');
  return type === 'array' ? `${kind(s.items)}[]` : s.format ? `${type} (${s.format})` : type || 'any';
}

/** Properties with what they are; nested ones below, as deep as anybody reads. */
function schema(node, depth = 0) {
  const s = merged(node);
  const inner = s.type === 'array' ? merged(s.items) : s;
  if (!inner.properties || depth > 3) return null;
  return h('div', { class: 'schema' }, ...Object.entries(inner.properties).map(([property, of]) => h('div', {},
    h('code', {}, property), inner.required?.includes(property) ? h('em', { title: w('required') }, ' * ') : ' ', h('i', {}, kind(of)),
    ' ', ...inline(of.description ?? resolve(of)?.description ?? ''), schema(of, depth + 1))));
}

function merged(node) {
  const s = resolve(node) ?? {};
  return s.allOf ? s.allOf.map(resolve).reduce((a, b) => ({ ...a, ...b, properties: { ...a.properties, ...b.properties } })) : s;
}

/** Paragraphs, `code` and **bold**: all that the document uses of Markdown. */
const prose = (markdown) => h('div', { class: 'prose' }, ...markdown.trim().split(/\n\s*\n/).map((paragraph) => h('p', {}, ...inline(paragraph))));

function inline(line) {
  return line.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) =>
    part.startsWith('`') ? h('code', {}, part.slice(1, -1)) : part.startsWith('**') ? h('b', {}, part.slice(2, -2)) : part);
}

async function read() {
  try {
    api = await (await fetch('/v3/api-docs')).json();
  } catch {
    root.append(h('p', { class: 'problem' }, t('unreachable')));
    return;
  }
  show();
}

read();
