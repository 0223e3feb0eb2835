// The records of the data block, with their fields named.

const documents = data.documents.map((record, index) => ({ ...record, index, number: String(index + 1) }));
for (const owner of documents) {
  owner.passages = owner.passages.map(([text, kind, section, page, note, place, lead, anchor], index) => (
    { document: owner, index, text, kind, section, page, note, place, lead: lead || 0, anchor, items: [], findings: [] }));
}
const facets = data.facets.map(([kind, role, unit, measure, period, scope]) => ({ kind, role, unit, measure, period, scope }));
const items = data.items.map(([at, passage, start, end, from, until, facet], index) => {
  const item = {
    index, document: documents[at], passage: documents[at].passages[passage], start, end, from, until, facet: facets[facet],
    finding: null, alignment: null,
  };
  item.passage.items.push(item);
  return item;
});

const SEVERITIES = ['error', 'warning', 'info'];
const STATUSES = ['conflict', 'not-compared', 'consistent'];
const rules = new Map(data.rules.map((rule) => [rule.id, rule]));
const ruleName = (id) => rules.get(id)?.name[words.language] ?? id;

const findings = data.findings.map((finding, index) => {
  const evidence = finding.evidence.map(([i, low, high, fingerprint]) => ({ item: items[i], low, high, fingerprint }));
  const concerned = [...new Set(evidence.map(({ item }) => item.document.index))].sort((a, b) => a - b);
  const pairs = concerned.length < 2 ? concerned.map(String)
    : concerned.flatMap((one, i) => concerned.slice(i + 1).map((other) => `${one} ${other}`));
  return { ...finding, index, evidence, pairs, folded: null };
});
const findingOf = new Map(findings.map((finding) => [finding.id, finding]));
// The most severe come first: a figure belongs to the worst of its findings.
for (const finding of findings) {
  for (const { item } of finding.evidence) {
    item.finding ??= finding;
    if (!item.passage.findings.includes(finding)) item.passage.findings.push(finding);
  }
}

const alignments = data.alignments.map(([label, status, score, area, reason, members], index) => (
  { index, label, status, score, area, reason, members: members.map((i) => items[i]), folded: null }));
// Of several comparisons, a figure shows the one that matters most.
for (const status of ['conflict', 'consistent', 'not-compared']) {
  for (const alignment of alignments) {
    if (alignment.status === status) for (const item of alignment.members) item.alignment ??= alignment;
  }
}

// --- Where and what ---------------------------------------------------------------------------------------------

const textOf = ({ passage, start, end }) => passage.text.slice(start, end);

const where = (passage) => {
  const parts = [];
  if (passage.section) parts.push(say('where.section', { value: passage.section }));
  if (passage.page) parts.push(say('where.page', { value: passage.page }));
  if (passage.note) parts.push(say('where.note', { value: passage.note }));
  if (passage.place?.includes('!')) parts.push(say('where.cell', { value: passage.place }));
  if (!parts.length) parts.push(say('where.passage', { value: number(passage.index + 1) }));
  return parts.join(', ');
};

// A level or an area; that a figure is a result of its document's own area goes without saying.
const facetWords = ({ facet }) => [
  facet.role && facet.role !== 'result' ? say(`role.${facet.role}`) : null,
  facet.period ? periodWords(facet.period) : null,
  facet.scope ? data.phrases[words.language][`scope.${facet.scope}`] ?? facet.scope.replace(/^\w+:/, '') : null,
].filter(Boolean);

const areaName = (area) => (known(`area.${area}`) ? say(`area.${area}`) : area);
const pairName = (pair) => pair.split(' ').map((i) => `${Number(i) + 1} ${documents[i].label}`).join(' ↔ ');

const MOST_QUOTE = 700;
const intact = (text, at) => at - (text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff ? 1 : 0);

// The sentence around one or more figures of it; a long one is cut, as in every other report.
const sentenceSpan = (item, last = item) => {
  const text = item.passage.text;
  const left = item.start - item.from;
  const right = item.until - last.end;
  if (left + right <= MOST_QUOTE) return [item.from, item.until, false, false];
  const half = MOST_QUOTE / 2;
  const before = left > half ? Math.max(half, MOST_QUOTE - right) : left;
  const after = right > half ? Math.max(half, MOST_QUOTE - Math.min(before + 1, left)) : right;
  return [
    intact(text, item.start - Math.min(before, left)), intact(text, last.end + Math.min(after, right)), before < left, after < right,
  ];
};
const quotation = (item) => {
  const [from, until, cutBefore, cutAfter] = sentenceSpan(item);
  return `${cutBefore ? '…' : ''}${item.passage.text.slice(from, until)}${cutAfter ? '…' : ''}`;
};
const collapsed = (text) => text.split(/\s+/u).filter(Boolean).join(' ');

// --- Words that differ -----------------------------------------------------------------------------------------

const MOST_WORDS = 220;
const LIKE = 0.6;
const wordsOf = (text) => Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[.,/:-][\p{L}\p{M}\p{N}]+)*%?/gu),
  (match) => ({ at: match.index, to: match.index + match[0].length, word: match[0].normalize('NFC').toLowerCase() }));

// Places of the words of one text that another does not have in this order; none where the two are hardly alike.
const differing = (own, other, like = LIKE) => {
  const [a, b] = [wordsOf(own), wordsOf(other)];
  if (!a.length || !b.length || a.length > MOST_WORDS || b.length > MOST_WORDS) return [];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i].word === b[j].word ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  if (2 * common[0] < like * (a.length + b.length)) return [];
  const runs = [];
  for (let i = 0, j = 0; i < a.length;) {
    if (j < b.length && a[i].word === b[j].word) { i++; j++; continue; }
    if (j < b.length && common[i * width + j + 1] >= common[(i + 1) * width + j]) { j++; continue; }
    const last = runs.at(-1);
    if (last && last.next === i) { last.to = a[i].to; last.next = i + 1; }
    else runs.push({ at: a[i].at, to: a[i].to, next: i + 1 });
    i++;
  }
  return runs;
};
