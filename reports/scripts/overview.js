// The summary: counts, document against document, where in each document the findings lie, the documents.

const BINS = 100;
const MOST_SECTIONS = 14;
const MOST_BARS = 12;
const SMALL = 4; // documents whose matrix has room beside the counts

const showFindings = (name, values) => {
  choose(name, values);
  visit('findings');
};

// Bars of one facet; each leads to its findings.
const countBars = (facet) => {
  const counts = tallied(findings, facet.values);
  const most = Math.max(1, ...counts.values());
  const values = facetValues(facet).filter((value) => counts.get(value) || facet.name !== 'area');
  if (!values.length) return null;
  const bar = (value) => h('li', { class: value },
    h('button', { type: 'button', click: () => showFindings(facet.name, [value]) },
      h('span', { class: 'name' }, facet.label(value)), h('b', { class: 'n' }, number(counts.get(value) || 0)),
      h('i', { class: 'bar', style: { 'inline-size': `${(100 * (counts.get(value) || 0)) / most}%` } })));
  const more = values.slice(MOST_BARS);
  return h('section', { class: 'counts' }, h('h3', null, say(`facet.${facet.name}`)), h('ul', null, values.slice(0, MOST_BARS).map(bar)),
    more.length ? h('details', null, h('summary', null, say('facet.more', { count: number(more.length) })), h('ul', null, more.map(bar))) : '');
};

const matrix = () => {
  const counts = tallied(findings, ({ pairs }) => pairs);
  const most = Math.max(1, ...counts.values());
  const cell = (row, column) => {
    const pair = row === column ? String(row) : [row, column].sort((a, b) => a - b).join(' ');
    const count = counts.get(pair) || 0;
    const label = row === column ? say('matrix.within', { document: documents[row].number })
      : say('matrix.between', { left: documents[row].number, right: documents[column].number });
    return h('td', { class: row === column ? 'within' : null }, count
      ? h('button', {
        type: 'button', 'aria-label': `${label}: ${number(count)}`, title: label, click: () => showFindings('pair', [pair]),
        style: { '--share': `${Math.round(12 + (60 * count) / most)}%` },
      }, number(count)) : h('span', { class: 'zero' }, '·'));
  };
  return h('section', { class: 'matrix' }, h('h3', null, say('matrix.heading')), h('p', { class: 'help' }, say('matrix.help')),
    h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': say('matrix.heading') },
      h('table', null,
        h('thead', null, h('tr', null, h('td', null), documents.map((owner) => h('th', { scope: 'col' }, docBadge(owner))))),
        h('tbody', null, documents.map((owner) => h('tr', null,
          h('th', { scope: 'row' }, docBadge(owner), ' ', apart(owner.label)),
          documents.map((other) => cell(owner.index, other.index))))))));
};

// Where in a document its findings lie: its length in BINS parts, each leading to the passage.
const positions = (owner) => {
  const before = [0];
  for (const { text } of owner.passages) before.push(before.at(-1) + text.length + 1);
  const length = before.at(-1) || 1;
  const bins = new Map();
  for (const finding of findings) {
    for (const { item } of finding.evidence) {
      if (item.document !== owner) continue;
      const at = Math.min(BINS - 1, Math.floor((BINS * (before[item.passage.index] + item.start)) / length));
      if (!bins.has(at)) bins.set(at, { passage: item.passage, found: new Set() });
      bins.get(at).found.add(finding);
    }
  }
  const sections = owner.passages.filter(({ kind, section }) => kind === 'heading' && section && !section.includes('.'));
  return { before, length, bins, sections: sections.length <= MOST_SECTIONS ? sections : [] };
};

const positionPlot = () => {
  const plots = documents.map((owner) => ({ owner, ...positions(owner) }));
  const most = Math.max(1, ...plots.flatMap(({ bins }) => [...bins.values()].map(({ found }) => found.size)));
  const bar = ({ passage, found }, at) => {
    const worst = SEVERITIES.find((severity) => [...found].some((finding) => finding.severity === severity));
    const label = `${where(passage)}: ${sayCount('positions.findings', found.size)}`;
    return h('a', {
      class: worst, href: `#${anchor(passage)}`, title: label, 'aria-label': label,
      style: { left: `${(100 * at) / BINS}%`, height: `${Math.round(35 + (65 * found.size) / most)}%` },
    });
  };
  return h('section', { class: 'positions' }, h('h3', null, say('positions.heading')), h('p', { class: 'help' }, say('positions.help')),
    plots.map(({ owner, bins, before, length, sections }) => h('div', { class: 'position' },
      h('p', null, docBadge(owner), ' ', apart(owner.label)),
      h('div', { class: 'strip' },
        sections.map((passage) => h('i', { style: { left: `${(100 * before[passage.index]) / length}%` } })),
        [...bins].sort(([a], [b]) => a - b).map(([at, bin]) => bar(bin, at))),
      h('div', { class: 'axis', 'aria-hidden': 'true' }, sections.map((passage) => (
        h('span', { style: { left: `${(100 * before[passage.index]) / length}%` } }, passage.section)))))));
};

const documentTable = () => h('section', { class: 'all-documents' }, h('h3', null, say('documents.heading')),
  h('table', { class: 'documents', role: 'table' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['document', 'organisation', 'date', 'language', 'passages', 'figures', 'facts'].map((name, i) => (
      h('th', { scope: 'col', role: 'columnheader', class: i > 3 ? 'n' : null }, say(`documents.${name}`)))))),
    h('tbody', { role: 'rowgroup' }, documents.map((owner) => h('tr', { role: 'row' },
      h('th', { scope: 'row', role: 'rowheader' }, h('div', { class: 'name' }, docBadge(owner), h('div', null,
        h('b', null, h('a', { href: `#text-${owner.number}` }, apart(owner.label))), owner.title && owner.title !== owner.label ? [' ', apart(owner.title)] : '',
        h('code', null, apart(owner.path)),
        owner.about.length ? h('small', null, owner.about.map(([name, value], i) => [i ? ' · ' : '', `${say(`documents.${name}`)} `, apart(value)])) : ''))),
      [
        ['organisation', owner.organisation ? apart(owner.organisation) : h('em', { class: 'unknown' }, say('documents.unknown'))],
        ['date', owner.date ? day(owner.date) : '–'],
        ['language', known(`language.${owner.language}`) ? say(`language.${owner.language}`) : owner.language || '–'],
        ['passages', number(owner.passages.length)],
        ['figures', number(owner.figures)],
        ['facts', number(owner.facts)],
      ].map(([name, value], i) => h('td', { role: 'cell', class: i > 2 ? 'n' : null }, h('span', { class: 'cell' }, say(`documents.${name}`)), value)))))));

const renderOverview = () => {
  const [severity, ...others] = FACETS.filter(({ name }) => name !== 'state').map(countBars).filter(Boolean);
  const grid = findings.length && documents.length > 1 ? matrix() : '';
  const beside = documents.length <= SMALL;
  byId('overview-body').replaceChildren(
    h('div', { class: 'panels' }, severity, beside ? grid : '', others), beside ? '' : grid, findings.length ? positionPlot() : '', documentTable());
};
