// A finding as a card: the passages side by side, the arithmetic, the reasons, the decision.

const LONG = 24; // characters of a figure that no longer is set large

const docBadge = (owner) => h('b', { class: 'doc', title: owner.label }, owner.number);
const badge = (severity) => h('b', { class: `badge ${severity}` }, say(`severity.${severity}`));
const spoken = (owner) => (owner.language === 'vi' || owner.language === 'en' ? owner.language : null);
const anchor = (passage) => `p-${passage.document.number}-${passage.index + 1}`;

// Pieces of evidence of one sentence share a quotation.
const grouped = (finding) => {
  const groups = new Map();
  for (const piece of finding.evidence) {
    const { item } = piece;
    const key = `${item.document.index} ${item.passage.index} ${item.from}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(piece);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a.item.start - b.item.start));
};

// A run of text with spans of it wrapped; where spans meet, the first holds.
const marked = (text, from, until, spans) => {
  const parts = [];
  let at = from;
  for (const { start, end, wrap } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at || end > until) continue;
    if (start > at) parts.push(apart(text.slice(at, start)));
    parts.push(wrap(text.slice(start, end)));
    at = end;
  }
  if (at < until) parts.push(apart(text.slice(at, until)));
  return parts;
};

// The sentence with its figures highlighted and the words marked that the other sentence does not have.
const quoted = (group, other) => {
  const [first, last] = [group[0].item, group.at(-1).item];
  const [from, until, cutBefore, cutAfter] = sentenceSpan(first, last);
  const text = first.passage.text;
  const spans = group.map(({ item }) => ({ start: item.start, end: item.end, wrap: (part) => h('mark', null, part) }));
  if (other) {
    const inFigure = (run) => spans.some(({ start, end }) => run.start < end && run.end > start);
    const runs = differing(text.slice(from, until), other).map(({ at, to }) => (
      { start: from + at, end: from + to, wrap: (part) => h('em', { class: 'differs' }, part) }));
    spans.push(...runs.filter((run) => !inFigure(run)));
  }
  return [cutBefore ? '…' : '', marked(text, from, until, spans), cutAfter ? '…' : ''];
};
const sentenceText = (group) => {
  const [from, until] = sentenceSpan(group[0].item, group.at(-1).item);
  return group[0].item.passage.text.slice(from, until);
};

const statedFigure = (group, others) => {
  const figures = group.map(({ item }) => collapsed(textOf(item)));
  if (figures.length > 1) return h('p', { class: figures.join(' · ').length > 2 * LONG ? 'stated long' : 'stated' }, figures.join(' · '));
  if (figures[0].length <= LONG) return h('p', { class: 'stated' }, figures[0]);
  // Names and titles differ by a word.
  const runs = others.length ? differing(figures[0], collapsed(textOf(others[0][0].item)), 0) : [];
  const spans = runs.map(({ at, to }) => ({ start: at, end: to, wrap: (part) => h('b', null, part) }));
  return h('p', { class: 'stated long' }, marked(figures[0], 0, figures[0].length, spans));
};

const passageFigure = (group, groups) => {
  const { item } = group[0];
  const others = groups.filter((each) => each !== group);
  const about = group.length === 1 ? facetWords(item) : [];
  return h('figure', null,
    h('figcaption', null, docBadge(item.document), ' ', apart(item.document.label)),
    statedFigure(group, others),
    about.length ? h('p', { class: 'facets' }, about.join(' · ')) : null,
    h('blockquote', { lang: spoken(item.document) }, quoted(group, others.length ? sentenceText(others[0]) : null)),
    h('p', { class: 'where' }, h('span', null, where(item.passage)), ' ',
      h('a', { class: 'to-text', href: `#${anchor(item.passage)}` }, say('finding.in-text'))));
};

// --- Interval plot ----------------------------------------------------------------------------------------------

const SCALES = [[1e9, ' ×10⁹'], [1e6, ' ×10⁶'], [1, '']];
const intervalWords = (low, high) => {
  const size = Math.min(Math.abs(low ?? high), Math.abs(high ?? low));
  const [scale, power] = SCALES.find(([each]) => size >= each) ?? SCALES.at(-1);
  const shown = (value) => number(value / scale) + power;
  if (low === null) return say('range.to', { high: shown(high) });
  if (high === null) return say('range.from', { low: shown(low) });
  return low === high ? shown(low) : `${number(low / scale)} – ${shown(high)}`;
};

// Drawn where the intervals of one unit lie apart; an open end runs to the edge of the plot.
const intervalPlot = (finding) => {
  const rows = finding.evidence.map(({ item, low, high }) => (
    { item, low: low === null ? null : Number(low), high: high === null ? null : Number(high) }));
  const lows = rows.map(({ low }) => low).filter((value) => value !== null);
  const highs = rows.map(({ high }) => high).filter((value) => value !== null);
  const unit = rows[0]?.item.facet.unit;
  const comparable = rows.length > 1 && rows.length <= 8 && unit
    && rows.every(({ item, low, high }) => item.facet.unit === unit && (low !== null || high !== null))
    && (finding.pairs[0].includes(' ') || rows.length === 2);
  const [inner, outer] = [Math.min(...highs), Math.max(...lows)];
  if (!comparable || !(outer > inner)) return null;
  const least = Math.min(...lows, ...highs);
  const span = Math.max(...lows, ...highs) - least;
  const x = (value) => 4 + (92 * (value - least)) / span;
  const fixed = (value) => value.toFixed(1);
  const depth = rows.length * 10;
  const spans = rows.map(({ low, high }, i) => {
    const [left, right] = [low === null ? 0 : x(low), high === null ? 100 : x(high)];
    const half = Math.max((right - left) / 2, 0.4);
    return `M${fixed((left + right) / 2 - half)} ${i * 10 + 5}h${fixed(2 * half)}`;
  });
  return h('div', { class: 'plot' },
    svg('svg', { 'aria-hidden': 'true', viewBox: `0 0 100 ${depth}`, preserveAspectRatio: 'none' },
      svg('path', { class: 'gap', d: `M${fixed(x(inner))} 0H${fixed(x(outer))}V${depth}H${fixed(x(inner))}z` }),
      svg('path', { class: 'track', d: rows.map((_, i) => `M0 ${i * 10 + 5}H100`).join('') }),
      svg('path', { class: 'span', d: spans.join('') })),
    h('ul', null, rows.map(({ item, low, high }) => h('li', null, docBadge(item.document), ` ${intervalWords(low, high)}`))));
};

// --- Decision -----------------------------------------------------------------------------------------------------

const VERDICT_KEYS = { accepted: 'a', dismissed: 'd', fixed: 'f' };

const verdictLine = (finding) => {
  const decision = decisions.made.get(finding.id);
  if (!decision) return null;
  const { verdict, reason, author, time, expires } = decision;
  const by = [author, day(time), expires ? say(expired(decision) ? 'decision.expired' : 'decision.until', { date: day(expires) }) : '']
    .filter(Boolean).join(', ');
  return h('p', { class: `verdict-line ${verdict}` },
    h('b', null, say(`state.${verdict}`)), reason ? [': ', apart(reason)] : '', ' ', h('small', null, `(${by})`), ' ',
    h('button', { type: 'button', class: 'undo', click: () => undo(finding) }, say('decision.undo')));
};

const dismissForm = (finding, close) => {
  const reason = h('input', { type: 'text', required: true, autocomplete: 'off', class: 'reason', id: `reason-${finding.id}` });
  const expires = h('input', { type: 'date', id: `expires-${finding.id}` });
  const decision = decisions.made.get(finding.id);
  if (decision?.verdict === 'dismissed') [reason.value, expires.value] = [decision.reason, decision.expires ?? ''];
  const form = h('form', { class: 'dismiss' },
    h('p', null, h('label', { for: reason.id }, say('decision.reason')), reason),
    h('p', null, h('label', { for: expires.id }, say('decision.expires')), expires),
    h('p', { class: 'buttons' }, h('button', { type: 'submit', class: 'main' }, say('decision.dismiss-it')),
      h('button', { type: 'button', click: close }, say('decision.cancel'))));
  const check = () => reason.setCustomValidity(reason.value.trim() ? '' : say('decision.reason-needed'));
  reason.addEventListener('input', check);
  check();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    decide(finding, 'dismissed', { reason: reason.value.trim(), expires: expires.value || null });
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  return { form, reason };
};

const decisionBar = (finding) => {
  const state = stateOf(finding);
  const bar = h('div', { class: 'decide' });
  const buttons = h('div', { class: 'buttons' });
  const openForm = () => {
    if (bar.querySelector('form')) return;
    const { form, reason } = dismissForm(finding, () => {
      form.remove();
      buttons.querySelector('[data-verdict="dismissed"]').focus();
    });
    bar.append(form);
    reason.focus();
  };
  buttons.append(...VERDICTS.map((verdict) => h('button', {
    type: 'button', 'data-verdict': verdict, 'aria-pressed': String(state === verdict), 'aria-keyshortcuts': VERDICT_KEYS[verdict],
    click: () => {
      if (verdict === 'dismissed') openForm();
      else if (stateOf(finding) === verdict) undo(finding);
      else decide(finding, verdict);
    },
  }, say(`decision.${verdict === 'accepted' ? 'accept' : verdict === 'dismissed' ? 'dismiss' : 'fix'}`))));
  bar.append(...[verdictLine(finding), buttons].filter(Boolean));
  return bar;
};

// --- Card -----------------------------------------------------------------------------------------------------------

const rulePage = (rule) => rule.page.map(([part, text]) => [
  h('h4', null, say(`rule.${part}`)), h('p', { lang: words.language }, text[words.language])]);

const ruleDetails = (finding) => {
  const rule = rules.get(finding.rule);
  if (!rule?.page) return null;
  const details = h('details', null, h('summary', null, `${say('finding.rule')} ${finding.rule}: ${ruleName(finding.rule)}`));
  // Filled when it is opened: the same page would else stand in thousands of cards.
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) {
      details.append(h('div', { class: 'text' }, rulePage(rule), h('p', null, h('a', { href: `#rule-${rule.id}` }, say('finding.rule-page')))));
    }
  });
  return details;
};

const card = (finding, position, total) => {
  const groups = grouped(finding);
  const rule = rules.get(finding.rule);
  const reasons = sayNotes(finding.reason);
  return h('article', {
    class: `card ${finding.severity}`, id: `f-${finding.id}`, 'data-state': stateOf(finding), 'aria-labelledby': `h-${finding.id}`,
  },
  h('p', { class: 'tag' }, badge(finding.severity), h('span', null, `${number(position + 1)}/${number(total)}`),
    h('span', null, `${say('finding.confidence')} ${percent(finding.confidence)}`), h('span', null, areaName(finding.area)),
    h('a', { href: `#f-${finding.id}` }, finding.id)),
  h('h3', { id: `h-${finding.id}`, tabindex: '-1' }, finding.label || ruleName(finding.rule)),
  h('p', { class: 'message' }, finding.message[words.language]),
  h('div', { class: 'passages' }, groups.map((group) => passageFigure(group, groups))),
  h('div', { class: 'basis' }, intervalPlot(finding),
    h('div', null,
      finding.computed ? h('p', { class: 'sum' }, finding.computed) : null,
      reasons ? h('p', { class: 'why' }, h('b', null, `${say('finding.reason')}:`), ' ', apart(reasons)) : null,
      rule?.next ? h('p', { class: 'next' }, h('b', null, `${say('finding.next')}:`), ` ${rule.next[words.language]}`) : null,
      ruleDetails(finding))),
  decisionBar(finding));
};
