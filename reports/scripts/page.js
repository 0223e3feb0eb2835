// What the other parts stand on: elements, words in two languages, storage.

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId('data').textContent);

// Storage may be refused for pages opened from disk; the report works without.
const remembered = (key) => {
  try { return localStorage.getItem(key); } catch { return null; }
};
const remember = (key, value) => {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch { return false; }
};

// --- Elements -------------------------------------------------------------------------------------------------
// Text of documents only ever becomes text nodes and attribute values; its control and direction characters are
// shown, never obeyed.

const OBEYED = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const visible = (text) => String(text).replace(OBEYED, (character) => (
  `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`));

const build = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    // The security policy allows no style attributes; properties may be set.
    else if (name === 'style') for (const [key, set] of Object.entries(value)) node.style.setProperty(key, set);
    else node.setAttribute(name, value === true ? '' : visible(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) node.append(child);
    else if (child !== null && child !== undefined && child !== false && child !== '') node.append(visible(child));
  }
  return node;
};
const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => (
  build(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children));

// An isolate, so that what stands in it cannot turn its surroundings round.
const apart = (text) => h('bdi', null, text);

// --- Words ----------------------------------------------------------------------------------------------------

const words = { language: root.lang };

const say = (key, values = {}) => {
  const text = data.messages[words.language][key];
  if (text === undefined) throw new Error(`no message ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
};
const known = (key) => Object.hasOwn(data.messages[words.language], key);
const sayCount = (key, count) => say(`${key}.${count === 1 ? 'one' : 'other'}`, { count: number(count) });

const formats = {
  vi: new Intl.NumberFormat('vi', { maximumFractionDigits: 6 }), en: new Intl.NumberFormat('en', { maximumFractionDigits: 6 }),
};
const number = (value) => formats[words.language].format(value);
const percent = (share) => `${number(Math.round(share * 100))}%`;

const day = (date) => {
  const parts = date.slice(0, 10).split('-');
  return words.language === 'vi' && parts.length > 1 ? parts.reverse().join('/') : date.slice(0, 10);
};

// A period is a machine-readable label: 2025-H1, 2025-M9, 2025-06, 2021/2025, now.
const periodWords = (label) => {
  const phrase = data.phrases[words.language][`period.${label}`];
  if (phrase) return phrase;
  const [year, part] = [label.slice(0, 4), label.slice(5)];
  const named = part.match(/^(H|Q|M|L|start$)(\d*)$/);
  if (named && known(`period.${named[1]}`)) return say(`period.${named[1]}`, { year, n: named[2] });
  if (/^\d\d$/.test(part)) return say('period.month', { year, n: Number(part) });
  return label.replace('/', ' – ');
};

// A note is the key of a phrase with what its placeholders stand for: text, the key of a phrase, or another note.
const sayNote = ([code, values]) => {
  const phrases = data.phrases[words.language];
  return phrases[code].replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    if (Array.isArray(value)) return sayNote(value);
    if (/^\d{4}[-/]/.test(value) && code.startsWith('obstacle.')) return periodWords(value);
    // A score, which the data holds as a machine writes it.
    if (/^\d\.\d+$/.test(value)) return value.replace('.', phrases.decimal_mark);
    return phrases[value] ?? value;
  });
};
// What notes hold of documents' own words.
const noteText = (notes) => notes.map(([, values]) => Object.values(values).flat().join(' ')).join(' ');
const sayNotes = (notes) => notes.map(sayNote).join('; ');

// "ty le" must find "tỷ lệ": letters are split from their marks and the marks dropped; đ has no such form.
const fold = (text) => text.normalize('NFD').replace(/[\p{M}\p{Cf}]+/gu, '').toLowerCase()
  .replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();

const announce = (text) => { byId('said').textContent = text; };
