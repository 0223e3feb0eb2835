// The full text of a document, its figures underlined, its findings in the margin.

const PIECE = 8000; // characters of a passage laid out at once; a longer one continues in further pieces
const BATCH = 150; // passages made in one go
const text = { document: 0, phrase: '', waiting: [], done: true };

// What a figure's underline says: the worst of its findings, else how it was compared.
const markState = (item) => (item.finding ? item.finding.severity : item.alignment ? item.alignment.status : 'single');
const markLink = (item) => (item.finding ? `#f-${item.finding.id}` : item.alignment ? `#i-${item.alignment.index + 1}` : null);
const markTitle = (item) => (item.finding ? item.finding.message[words.language]
  : item.alignment ? `${say(`status.${item.alignment.status}`)}: ${item.alignment.label}` : say('text.single'));

const figureMark = (item) => ({
  start: item.start,
  end: item.end,
  wrap: (part) => h(markLink(item) ? 'a' : 'span', { class: `mark ${markState(item)}`, href: markLink(item), title: markTitle(item) }, part),
});

const notesAt = (owner) => {
  owner.notesAt ??= owner.passages.reduce((found, passage) => {
    if (passage.anchor) (found[passage.anchor[0]] ??= []).push({ at: passage.anchor[1], passage });
    return found;
  }, {});
  return owner.notesAt;
};

const marksOf = (passage) => {
  const rank = (item) => (item.finding ? 0 : item.alignment ? 1 : 2);
  const taken = [];
  for (const item of [...passage.items].sort((a, b) => rank(a) - rank(b) || a.start - b.start)) {
    if (!taken.some(({ start, end }) => item.start < end && item.end > start)) taken.push(figureMark(item));
  }
  for (const [index, start, end] of passage.document.unread) {
    if (index === passage.index) taken.push({ start, end, wrap: (part) => h('span', { class: 'mark unread', title: say('text.unread') }, part) });
  }
  for (const { at, passage: note } of notesAt(passage.document)[passage.index] ?? []) {
    taken.push({ start: at, end: at, wrap: () => h('sup', null, h('a', { href: `#${anchor(note)}` }, note.note)) });
  }
  return taken;
};

const pieces = (passage) => {
  const spans = marksOf(passage);
  const found = [];
  for (let from = 0; from < passage.text.length || !from;) {
    let until = Math.min(passage.text.length, from + PIECE);
    // No piece ends inside a figure.
    const cut = spans.find(({ start, end }) => start < until && end > until);
    if (cut && cut.start > from) until = cut.start;
    found.push(marked(passage.text, from, until, spans.filter(({ start, end }) => start >= from && end <= until)));
    if (until >= passage.text.length) break;
    from = intact(passage.text, until);
  }
  return found;
};

const marginNote = (finding, passage) => {
  const others = finding.evidence.filter(({ item }) => item.passage !== passage);
  return h('li', { class: finding.severity, 'data-state': stateOf(finding) },
    h('a', { href: `#f-${finding.id}` }, badge(finding.severity), ' ', ruleName(finding.rule)), h('p', null, finding.message[words.language]),
    others.length ? h('p', { class: 'others' }, others.slice(0, 4).map(({ item }) => h('a', { href: `#${anchor(item.passage)}` },
      docBadge(item.document), ' ', apart(collapsed(textOf(item))), ` ${where(item.passage)}`))) : null);
};

const placeWords = (passage) => [passage.section, passage.page ? say('where.page', { value: passage.page }) : '', passage.place].filter(Boolean).join(' · ');

const passageBlock = (passage) => {
  const [first, ...more] = pieces(passage);
  const tag = passage.kind === 'heading' ? 'h4' : 'p';
  const place = placeWords(passage);
  const before = passage.document.passages[passage.index - 1];
  const repeated = !text.phrase && before && placeWords(before) === place;
  const body = (parts) => h(tag, { lang: spoken(passage.document) }, parts);
  return h('div', { class: `block ${passage.kind}`, id: anchor(passage), tabindex: '-1' },
    h('p', { class: 'place' }, repeated ? '' : place), h('div', { class: 'body' }, passage.note ? h('b', { class: 'note' }, `${passage.note} `) : '', body(first), more.map(body)),
    passage.findings.length ? h('ul', { class: 'margin' }, passage.findings.map((finding) => marginNote(finding, passage))) : '');
};

const foldedPassage = (passage) => {
  passage.folded ??= fold(passage.text);
  return passage.folded;
};

// The first batch at once, the rest between frames: the document is whole soon, and the browser's own search finds all.
const fillText = (all) => {
  const batch = text.waiting.splice(0, all ? text.waiting.length : BATCH);
  byId('text').append(...batch.map(passageBlock));
  text.done = !text.waiting.length;
};
const fillRest = () => {
  if (text.done) return;
  fillText(false);
  requestAnimationFrame(fillRest);
};

const applyText = () => {
  const owner = documents[text.document];
  const { found } = search(owner.passages, text.phrase, foldedPassage);
  byId('passages').textContent = text.phrase ? say('text.count', { shown: number(found.length), total: number(owner.passages.length) }) : '';
  byId('text').replaceChildren();
  text.waiting = [...found];
  text.done = false;
  fillText(false);
  requestAnimationFrame(fillRest);
};

const openText = (index) => {
  text.document = Math.min(Math.max(0, index), documents.length - 1);
  text.phrase = fold(byId('search').value);
  renderTexts();
};

const LEGEND = ['error', 'warning', 'info', 'consistent', 'not-compared', 'single', 'unread'];

const renderTexts = () => {
  const body = byId('texts-body');
  if (!documents.length) {
    body.replaceChildren(h('p', { class: 'empty' }, say('text.none')));
    return;
  }
  const owner = documents[text.document];
  const present = new Set(owner.passages.flatMap((passage) => passage.items.map(markState)));
  if (owner.unread.length) present.add('unread');
  body.replaceChildren(
    h('nav', { class: 'choice', 'aria-label': say('text.choice') }, documents.map((each) => h('a', {
      href: `#text-${each.number}`, 'aria-current': each === owner ? 'true' : null }, docBadge(each), ' ', apart(each.label)))),
    h('p', { class: 'legend' }, LEGEND.filter((state) => present.has(state)).map((state) => h('span', null,
      h('span', { class: `mark ${state}` }, '12,3'), ` ${say(`legend.${state}`)}`))),
    h('p', { id: 'passages', role: 'status' }),
    h('article', { id: 'text', class: 'text-of', lang: spoken(owner), 'aria-label': owner.label }));
  applyText();
};

const goToPassage = (document, index) => {
  const passage = documents[document]?.passages[index];
  if (!passage) return;
  if (text.document !== document || !byId('text')) openText(document);
  if (text.phrase && !byId(anchor(passage)) && !text.waiting.includes(passage)) {
    text.phrase = '';
    byId('search').value = '';
    applyText();
  }
  if (!byId(anchor(passage))) fillText(true);
  const node = byId(anchor(passage));
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: 'center' });
};
