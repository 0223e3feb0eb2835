// The table of all indicators across documents, agreements too.

const MOST_COLUMNS = 4; // documents that have columns of their own
const table = { sort: null, descending: false, status: new Set(), area: '', phrase: '', context: false, chunks: null, boxes: [] };

const foldedAlignment = (alignment) => {
  alignment.folded ??= fold([
    alignment.label, noteText(alignment.reason), ...alignment.members.map((item) => `${item.document.label} ${item.passage.section} ${quotation(item)}`),
  ].join(' '));
  return alignment.folded;
};

const columns = () => (documents.length <= MOST_COLUMNS ? documents : null);
const heads = () => [
  { key: 'label', text: say('alignments.indicator') },
  { key: 'status', text: say('alignments.status') },
  ...(columns() ? documents.map((owner) => ({ key: owner.index, owner })) : [{ key: 'members', text: say('alignments.values') }]),
  { key: 'score', text: say('alignments.score') },
  { key: 'reason', text: say('alignments.reason') },
];

const collator = new Intl.Collator('vi', { numeric: true });
const sortKey = {
  label: ({ label }) => label,
  status: ({ status }) => STATUSES.indexOf(status),
  score: ({ score }) => score,
  reason: ({ reason }) => sayNotes(reason),
  members: ({ members: [item] }) => [item.document.index, item.passage.index, item.start],
};
const placeIn = (index) => ({ members }) => {
  const item = members.find((member) => member.document.index === index);
  return item ? [item.passage.index, item.start] : null;
};
const compared = (a, b) => {
  if (typeof a === 'string') return collator.compare(a, b);
  if (Array.isArray(a)) return a.reduce((so, value, i) => so || value - b[i], 0);
  return a - b;
};

const sorted = (entries) => {
  if (table.sort === null) return entries;
  const keyOf = sortKey[table.sort] ?? placeIn(table.sort);
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }));
  const sign = table.descending ? -1 : 1;
  // What has no value stands last, whichever way.
  keyed.sort((a, b) => (a.key === null) - (b.key === null) || (a.key === null ? 0 : sign * compared(a.key, b.key)) || a.entry.index - b.entry.index);
  return keyed.map(({ entry }) => entry);
};

const memberCell = (item, numbered) => h('div', { class: 'member' }, numbered ? [docBadge(item.document), ' '] : '',
  h('a', { class: 'value', href: `#${anchor(item.passage)}` }, apart(collapsed(textOf(item)))), ' ', h('small', null, where(item.passage), facetWords(item).map((word) => ` · ${word}`)),
  table.context ? h('p', { class: 'context', lang: spoken(item.document) }, quoted([{ item }], null)) : '');

const alignmentRow = (alignment) => {
  const { index, label, status, score, area, reason, members } = alignment;
  const conflict = members.find((item) => item.finding)?.finding;
  const cells = columns() ? documents.map((owner) => {
    const own = members.filter((item) => item.document === owner);
    return h('td', { role: 'cell', class: own.length ? null : 'void' }, h('span', { class: 'cell' }, docBadge(owner)), own.map((item) => memberCell(item, false)));
  }) : [h('td', { role: 'cell' }, members.map((item) => memberCell(item, true)))];
  const verdict = h('span', { class: `verdict ${status}` }, say(`status.${status}`));
  return h('tr', { role: 'row', id: `i-${index + 1}`, class: status },
    h('th', { scope: 'row', role: 'rowheader', tabindex: '-1' }, label, h('small', null, areaName(area))),
    h('td', { role: 'cell' }, verdict, status === 'conflict' && conflict ? [' ', h('a', { class: 'to-finding', href: `#f-${conflict.id}` }, say('alignments.finding'))] : ''),
    cells,
    h('td', { role: 'cell', class: 'n score' }, h('span', { class: 'cell' }, say('alignments.score')), score === null ? '–' : percent(score)),
    h('td', { role: 'cell', class: 'reason' }, sayNotes(reason)));
};

const applyTable = () => {
  const { found } = search(alignments, table.phrase, foldedAlignment);
  const shown = found.filter(({ status, area }) => (
    (!table.status.size || table.status.has(status)) && (!table.area || area === table.area)));
  byId('rows').textContent = say('alignments.count', { shown: number(shown.length), total: number(alignments.length) });
  table.chunks?.set(sorted(shown));
};

const clearTable = () => {
  table.status.clear();
  for (const box of table.boxes) box.checked = false;
  table.area = '';
  table.phrase = '';
  if (byId('area')) byId('area').value = '';
};

const sortBy = (key, head) => {
  table.descending = table.sort === key && !table.descending;
  table.sort = key;
  for (const other of head.parentNode.children) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', table.descending ? 'descending' : 'ascending');
  applyTable();
};

const tableHead = ({ key, text, owner }) => {
  const head = h('th', { scope: 'col', role: 'columnheader', class: typeof key === 'string' ? key : 'document' });
  head.append(h('button', { type: 'button', click: () => sortBy(key, head) }, owner ? [docBadge(owner), ' ', apart(owner.label)] : text));
  if (table.sort === key) head.setAttribute('aria-sort', table.descending ? 'descending' : 'ascending');
  return head;
};

const tableFilters = () => {
  const counts = tallied(alignments, ({ status }) => [status]);
  table.boxes = [];
  const chips = STATUSES.filter((status) => counts.has(status)).map((status) => {
    const box = h('input', { type: 'checkbox', name: 'status', value: status, autocomplete: 'off' });
    box.checked = table.status.has(status);
    box.addEventListener('change', () => {
      table.status[box.checked ? 'add' : 'delete'](status);
      applyTable();
    });
    table.boxes.push(box);
    return h('label', { class: status }, box, h('span', null, say(`status.${status}`), ' ', h('b', null, number(counts.get(status)))));
  });
  const areas = [...tallied(alignments, ({ area }) => [area]).keys()].sort((a, b) => collator.compare(areaName(a), areaName(b)));
  const select = h('select', { id: 'area', autocomplete: 'off' }, h('option', { value: '' }, say('filter.all')),
    areas.map((area) => h('option', { value: area }, areaName(area))));
  select.value = table.area;
  select.addEventListener('change', () => { table.area = select.value; applyTable(); });
  const context = h('input', { type: 'checkbox', id: 'context', autocomplete: 'off' });
  context.checked = table.context;
  context.addEventListener('change', () => { table.context = context.checked; applyTable(); });
  return h('div', { class: 'filters' }, h('fieldset', { class: 'chips' }, h('legend', null, say('alignments.filter')), chips),
    h('div', null, h('label', { for: 'area' }, say('facet.area')), select),
    h('label', { class: 'check' }, context, ' ', say('alignments.context')),
    h('p', { id: 'rows', role: 'status' }));
};

const renderIndicators = () => {
  const body = byId('indicators-body');
  if (!alignments.length) {
    body.replaceChildren(h('p', { class: 'empty' }, say('alignments.none')));
    return;
  }
  const grid = h('table', { class: `alignments ${columns() ? `columns-${documents.length}` : 'listed'}`, role: 'table', 'aria-labelledby': 'indicators-heading' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads().map(tableHead))));
  const spread = heads().length;
  table.chunks = new Chunks(h('div'), {
    size: 50,
    height: 5,
    wrap: (height) => h('tbody', { role: 'rowgroup' },
      h('tr', { class: 'spacer', 'aria-hidden': 'true' }, h('td', { colspan: spread, style: { height } }))),
    render: alignmentRow,
  });
  // The pieces of the table are its bodies.
  table.chunks.box = { replaceChildren: (...bodies) => grid.replaceChildren(grid.tHead, ...bodies) };
  body.replaceChildren(h('p', { class: 'help' }, say('alignments.help')), tableFilters(), grid);
  applyTable();
};

const goToRow = (index) => {
  const alignment = alignments[index];
  if (!alignment || !table.chunks) return;
  if (table.chunks.reach(alignment) < 0) {
    clearTable();
    byId('search').value = '';
    applyTable();
    table.chunks.reach(alignment);
  }
  const row = byId(`i-${index + 1}`);
  row.querySelector('th').focus({ preventScroll: true });
  row.scrollIntoView({ block: 'center' });
};
