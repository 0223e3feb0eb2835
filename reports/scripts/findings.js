// The list of findings: facets beside it, search, order, moving by keyboard.

const STATES = ['open', ...VERDICTS];
const FACETS = [
  { name: 'severity', values: (finding) => [finding.severity], label: (value) => say(`severity.${value}`), order: SEVERITIES },
  { name: 'state', values: (finding) => [stateOf(finding)], label: (value) => say(`state.${value}`), order: STATES },
  { name: 'rule', values: (finding) => [finding.rule], label: ruleName },
  { name: 'pair', values: (finding) => finding.pairs, label: pairName },
  { name: 'area', values: (finding) => [finding.area], label: areaName },
];

const list = {
  chosen: Object.fromEntries(FACETS.map(({ name }) => [name, new Set()])),
  phrase: '',
  order: 'severity',
  shown: findings,
  chunks: null,
  rows: new Map(), // by facet and value: {box, count, bar}
};

// What is searched, in whichever language the page is.
const foldedFinding = (finding) => {
  finding.folded ??= fold([
    finding.id, finding.rule, finding.label, finding.message.vi, finding.message.en, finding.computed, noteText(finding.reason),
    ...finding.evidence.map(({ item }) => `${item.document.label} ${item.passage.section} ${quotation(item)}`),
  ].join(' '));
  return finding.folded;
};

// The words as one phrase, and where nothing has it, each for itself.
const search = (entries, phrase, folded) => {
  if (!phrase) return { found: entries, byWords: false };
  const found = entries.filter((entry) => folded(entry).includes(phrase));
  if (found.length || !phrase.includes(' ')) return { found, byWords: false };
  const each = phrase.split(' ');
  return { found: entries.filter((entry) => each.every((word) => folded(entry).includes(word))), byWords: true };
};

const inOrder = (entries) => {
  if (list.order === 'severity') return entries;
  const chosen = Number(list.order);
  const place = (finding) => {
    const { item } = finding.evidence.find((piece) => piece.item.document.index === chosen) ?? {};
    return item ? [item.passage.index, item.start] : [Infinity, finding.index];
  };
  const keyed = entries.map((finding) => [place(finding), finding]);
  keyed.sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || 0);
  return keyed.map(([, finding]) => finding);
};

const accepted = (finding, except) => FACETS.every(({ name, values }) => (
  name === except || !list.chosen[name].size || values(finding).some((value) => list.chosen[name].has(value))));
const filtered = () => Boolean(list.phrase) || FACETS.some(({ name }) => list.chosen[name].size > 0);

const tallied = (entries, values) => {
  const counts = new Map();
  for (const entry of entries) for (const value of values(entry)) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};
const facetValues = ({ values, order }) => {
  const counts = tallied(findings, values);
  const natural = (a, b) => a.localeCompare(b, 'en', { numeric: true });
  if (order) return order.filter((value) => counts.has(value) || order === STATES);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || natural(a, b));
};

const refreshCounts = () => {
  const { found, byWords } = search(findings, list.phrase, foldedFinding);
  list.shown = inOrder(found.filter((finding) => accepted(finding)));
  for (const { name, values } of FACETS) {
    const counts = tallied(found.filter((finding) => accepted(finding, name)), values);
    const most = Math.max(1, ...counts.values());
    for (const [value, row] of list.rows.get(name)) {
      const count = counts.get(value) || 0;
      row.count.textContent = number(count);
      row.bar.style.setProperty('inline-size', `${(100 * count) / most}%`);
      row.label.classList.toggle('none', !count);
      row.box.checked = list.chosen[name].has(value);
    }
  }
  byId('shown').textContent = say('filter.count', { shown: number(list.shown.length), total: number(findings.length) });
  byId('by-words').hidden = !byWords;
  byId('clear').hidden = !filtered();
  byId('empty').hidden = list.shown.length > 0;
  byId('empty').textContent = say(findings.length ? 'findings.empty' : 'findings.none');
};

const applyFilters = () => {
  refreshCounts();
  list.chunks.set(list.shown);
};

const choose = (name, values) => {
  for (const facet of FACETS) list.chosen[facet.name].clear();
  for (const value of values) list.chosen[name].add(value);
  applyFilters();
};

const clearFilters = () => {
  for (const { name } of FACETS) list.chosen[name].clear();
  list.phrase = '';
  byId('search').value = '';
  applyFilters();
};

const MOST_ROWS = 8;
const facetGroup = (facet) => {
  const rows = new Map();
  list.rows.set(facet.name, rows);
  const all = facetValues(facet).map((value) => {
    const box = h('input', { type: 'checkbox', name: facet.name, value, autocomplete: 'off' });
    const [count, bar] = [h('b', { class: 'n' }), h('i', { class: 'bar' })];
    const label = h('label', { class: `facet ${value}` }, box, h('span', { class: 'name' }, facet.label(value)), count, bar);
    box.addEventListener('change', () => {
      list.chosen[facet.name][box.checked ? 'add' : 'delete'](value);
      applyFilters();
    });
    rows.set(value, { box, count, bar, label });
    return label;
  });
  if (!all.length) return null;
  const more = all.slice(MOST_ROWS);
  return h('fieldset', null, h('legend', null, say(`facet.${facet.name}`)), all.slice(0, MOST_ROWS),
    more.length > 1 ? h('details', null, h('summary', null, say('facet.more', { count: number(more.length) })), more) : more);
};

const renderFacets = () => byId('facets').replaceChildren(...FACETS.map(facetGroup).filter(Boolean));

const renderOrder = () => {
  const select = byId('order');
  select.replaceChildren(h('option', { value: 'severity' }, say('order.severity')),
    ...documents.map((owner) => h('option', { value: owner.index }, say('order.document', { document: `${owner.number} ${owner.label}` }))));
  select.value = list.order;
};

const renderProgress = () => {
  const made = findings.filter((finding) => stateOf(finding) !== 'open').length;
  const bar = byId('decided');
  bar.max = Math.max(1, findings.length);
  bar.value = made;
  byId('decided-words').textContent = say('decisions.progress', { made: number(made), total: number(findings.length) });
  byId('not-kept').hidden = decisions.kept;
  byId('export').disabled = !decisions.made.size && !decisions.others.length;
};

// --- Moving -----------------------------------------------------------------------------------------------------------

const cardOf = (finding) => byId(`f-${finding.id}`);
const barHeight = () => parseFloat(getComputedStyle(root).scrollPaddingTop) || 0;

const goTo = (finding) => {
  if (list.chunks.reach(finding) < 0) {
    clearFilters();
    list.chunks.reach(finding);
  }
  const node = cardOf(finding);
  node.querySelector('h3').focus({ preventScroll: true });
  node.scrollIntoView({ block: 'start' });
};

// The card that has the focus or else, if it is on the screen, the first one that is wholly below the bar.
const currentFinding = () => {
  const inView = ({ bottom, top }) => bottom > barHeight() && top < innerHeight;
  const focused = document.activeElement.closest('.card');
  if (focused && inView(focused.getBoundingClientRect())) return findingOf.get(focused.id.slice(2));
  const cards = [...byId('cards').querySelectorAll('.card')];
  const first = cards.find((node) => node.getBoundingClientRect().top >= barHeight() - 2);
  return first && inView(first.getBoundingClientRect()) ? findingOf.get(first.id.slice(2)) : null;
};

const step = (forward) => {
  if (!list.shown.length) return;
  const current = currentFinding();
  let at = list.shown.indexOf(current);
  if (at < 0) at = 0;
  else if (document.activeElement.closest('.card') || !forward) at += forward ? 1 : -1;
  const finding = list.shown[at];
  if (finding) goTo(finding);
};

// Presses the button of the current card, as the mouse would.
const press = (selector) => {
  const finding = currentFinding();
  if (!finding) return;
  const node = cardOf(finding);
  if (!node.contains(document.activeElement)) node.querySelector('h3').focus({ preventScroll: true });
  node.querySelector(selector)?.click();
};

// After a decision: the card anew; where the filter hides it now, the next one takes its place.
const redecided = (finding) => {
  renderProgress();
  if (!finding) {
    applyFilters();
    return;
  }
  const at = list.shown.indexOf(finding);
  const node = cardOf(finding);
  const withFocus = node?.contains(document.activeElement);
  if (accepted(finding)) {
    if (node) node.replaceWith(card(finding, at, list.shown.length));
    refreshCounts();
    if (withFocus) cardOf(finding).querySelector('h3').focus({ preventScroll: true });
  } else {
    applyFilters();
    const next = list.shown[Math.min(at, list.shown.length - 1)];
    if (next && withFocus) goTo(next);
  }
};
