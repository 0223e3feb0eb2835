// What was read and compared, what was not and why; the rules.

const CLASSES = ['figure', 'fact', 'non-figure', 'unread'];
const MOST_UNREAD = 50;

const ledgerBar = ({ ledger }) => {
  let at = 0;
  return svg('svg', { class: 'ledger-bar', 'aria-hidden': 'true', viewBox: `0 0 ${Math.max(1, ledger.numerals)} 10`, preserveAspectRatio: 'none' },
    CLASSES.map((name) => {
      const part = svg('rect', { class: name, x: at, width: ledger[name], height: 10 });
      at += ledger[name];
      return part;
    }));
};

const reasonWords = (status, reason) => {
  const key = `numeral.${status}.${reason}`;
  return known(key) ? say(key) : reason;
};

const unreadList = (owner) => {
  if (!owner.unread.length) return '';
  const one = ([index, start, end]) => {
    const passage = owner.passages[index];
    const [from, until] = [Math.max(0, start - 60), Math.min(passage.text.length, end + 60)];
    return h('li', null, h('a', { href: `#${anchor(passage)}` }, where(passage)), ' ',
      marked(passage.text, from, until, [{ start, end, wrap: (part) => h('mark', { class: 'warning' }, part) }]));
  };
  const rest = owner.unread.length - MOST_UNREAD;
  return [h('h4', null, say('coverage.unread-list')), h('ul', null, owner.unread.slice(0, MOST_UNREAD).map(one),
    rest > 0 ? h('li', null, say('coverage.rest', { count: number(rest) })) : '')];
};

const documentCoverage = (owner) => {
  const { ledger } = owner;
  const by = (status) => owner.reasons.filter(([each]) => each === status);
  return h('article', { class: 'coverage-of' }, h('h3', null, docBadge(owner), ' ', apart(owner.label)), ledgerBar(owner),
    h('dl', { class: 'ledger' }, h('div', { class: 'all' }, h('dt', null, say('coverage.numerals')), h('dd', null, number(ledger.numerals))),
      CLASSES.map((name) => h('div', null, h('dt', null, h('i', { class: name }), say(`coverage.${name}`)), h('dd', null, number(ledger[name]))))),
    h('p', null, say('coverage.of-figures', {
      figures: number(owner.figures), compared: number(owner.compared), barred: number(owner.barred),
      single: number(owner.figures - owner.compared - owner.barred) })),
    h('div', { class: 'reasons' }, ['fact', 'non-figure'].filter((status) => by(status).length).map((status) => h('div', null,
      h('h4', null, say(`coverage.reasons.${status}`)),
      h('ul', null, by(status).map(([, reason, count]) => h('li', null, `${reasonWords(status, reason)}: `, h('b', null, number(count)))))))),
    unreadList(owner));
};

// Why figures that may be one indicator were not compared, by reason: the last note says it.
const barredReasons = () => {
  const counts = new Map();
  for (const { status, reason } of alignments) {
    if (status !== 'not-compared') continue;
    const code = reason.map(([each]) => each).findLast((each) => each.startsWith('obstacle.')) ?? 'other';
    counts.set(code, (counts.get(code) || 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
};

const notChecked = () => {
  const idle = data.rules.filter(({ enabled }) => !enabled);
  const barred = barredReasons();
  const lines = [
    ...data.problems.map((line) => h('li', null, line)),
    ...data.notes.map((note) => h('li', null, sayNote(note))),
    ...idle.map(({ id, name }) => h('li', null, say('coverage.rule-off', { rule: id, name: name[words.language] }))),
    ...barred.map(([code, count]) => h('li', null, `${say(known(`barred.${code}`) ? `barred.${code}` : 'barred.other')}: `, h('b', null, sayCount('coverage.pairs', count)))),
    h('li', null, say('coverage.single-source')),
    h('li', null, say('coverage.no-words')),
  ];
  return h('article', { class: 'not-checked' }, h('h3', null, say('coverage.not-checked')), h('ul', null, lines));
};

const renderCoverage = () => {
  const sum = (name) => documents.reduce((all, { ledger }) => all + ledger[name], 0);
  byId('coverage-body').replaceChildren(
    h('p', null, say('coverage.summary', { numerals: number(sum('numerals')), read: number(sum('numerals') - sum('unread')), unread: number(sum('unread')) })),
    h('p', { class: 'help' }, say('coverage.help')), ...documents.map(documentCoverage), notChecked());
};

const renderRules = () => {
  const counts = tallied(findings, ({ rule }) => [rule]);
  const [broken, quiet] = [data.rules.filter(({ page }) => page), data.rules.filter(({ page, enabled }) => !page && enabled)];
  byId('rules-body').replaceChildren(
    ...broken.map((rule) => h('article', { class: 'rule-page', id: `rule-${rule.id}`, tabindex: '-1' },
      h('h3', null, badge(rule.severity), ` ${rule.id} · ${rule.name[words.language]} `,
        h('button', { type: 'button', class: 'count', click: () => showFindings('rule', [rule.id]) }, sayCount('rules.count', counts.get(rule.id)))),
      rulePage(rule))),
    quiet.length ? h('article', { class: 'rule-page' }, h('h3', null, say('rules.quiet')),
      h('ul', null, quiet.map(({ id, name }) => h('li', null, h('code', null, id), ` ${name[words.language]}`)))) : '');
};
