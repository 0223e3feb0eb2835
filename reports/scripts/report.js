// The page: views, language, theme, search, keyboard, printing.

const VIEWS = ['findings', 'overview', 'indicators', 'texts', 'coverage', 'rules'];
const RENDER = { overview: renderOverview, indicators: renderIndicators, texts: renderTexts, coverage: renderCoverage, rules: renderRules };
const main = byId('main');
const fresh = new Set(); // views that are drawn, in the language shown

const draw = (view) => {
  if (fresh.has(view)) return;
  fresh.add(view);
  RENDER[view]?.();
};

const searchBox = byId('search');
const applySearch = () => {
  const phrase = fold(searchBox.value);
  const view = main.dataset.view;
  if (view === 'indicators') {
    table.phrase = phrase;
    applyTable();
  } else if (view === 'texts') {
    text.phrase = phrase;
    if (documents.length) applyText();
  } else {
    list.phrase = phrase;
    applyFilters();
    if (view !== 'findings' && phrase) {
      history.replaceState(null, '', '#findings');
      show('findings');
    }
  }
};

const show = (view) => {
  const before = main.dataset.view;
  if (before !== view) {
    main.dataset.view = view;
    for (const link of byId('views').children) {
      if (link.hash === `#${view}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    // Each view has its own search.
    const own = { findings: list, indicators: table, texts: text }[view];
    if (fold(searchBox.value) !== (own?.phrase ?? '')) searchBox.value = own?.phrase ?? '';
  }
  draw(view);
};

// Every place has an address, so that the browser's Back goes where one came from.
const follow = () => {
  const hash = decodeURIComponent(location.hash.slice(1));
  const [, kind, rest] = hash.match(/^(f|p|i|rule|text)-(.+)$/) ?? [];
  if (kind === 'f') {
    show('findings');
    const finding = findingOf.get(rest);
    if (finding) goTo(finding);
  } else if (kind === 'p') {
    const [document, passage] = rest.split('-').map((n) => Number(n) - 1);
    show('texts');
    goToPassage(document, passage);
  } else if (kind === 'text') {
    if (Number(rest) - 1 !== text.document) {
      text.document = Math.min(Math.max(0, Number(rest) - 1 || 0), documents.length - 1);
      fresh.delete('texts');
    }
    show('texts');
    scrollTo(0, main.offsetTop - barHeight());
  } else if (kind === 'i') {
    show('indicators');
    goToRow(Number(rest) - 1);
  } else if (kind === 'rule') {
    show('rules');
    const page = byId(hash);
    page?.focus({ preventScroll: true });
    page?.scrollIntoView();
  } else {
    const view = VIEWS.includes(hash) ? hash : 'findings';
    show(view);
    if (hash) {
      byId(`${view}-heading`).focus({ preventScroll: true });
      scrollTo(0, Math.min(scrollY, main.offsetTop - barHeight()));
    }
  }
};

// At once, where setting the address would let keys pressed meanwhile meet the view before.
const visit = (view) => {
  if (location.hash !== `#${view}`) history.pushState(null, '', `#${view}`);
  follow();
};

// A link out of a card leaves the card's own address behind: Back then comes back to it.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const node = link?.closest('.card, .block, tbody tr');
  if (!node?.id || link.closest('.tag') || event.ctrlKey || event.metaKey) return;
  history.replaceState(null, '', `#${node.id}`);
});
window.addEventListener('hashchange', follow);

// --- Language, theme --------------------------------------------------------------------------------------------

const labels = () => {
  root.lang = words.language;
  document.title = say('title');
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = say(node.dataset.t);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', say(node.dataset.label));
  byId('language').lang = words.language === 'vi' ? 'en' : 'vi';
  const figures = documents.reduce((all, owner) => all + owner.figures, 0);
  byId('lead').textContent = say(documents.length === 1 ? 'lead.one' : 'lead.other', {
    documents: number(documents.length), figures: number(figures), aligned: number(alignments.length) });
  byId('generated').textContent = say('generated', data.generator);
};

const TALLY_NOTES = 3;
const renderTop = () => {
  const counts = tallied(findings, ({ severity }) => [severity]);
  byId('tally').replaceChildren(...SEVERITIES.map((severity) => {
    const count = counts.get(severity) || 0;
    return h('li', { class: `${severity} ${count ? '' : 'none'}` }, h('button', { type: 'button', disabled: !count, click: () => showFindings('severity', [severity]) },
      h('b', null, number(count)), ` ${say(`tally.${severity}.${count === 1 ? 'one' : 'other'}`)}`));
  }));
  const lines = [...data.problems, ...data.notes.map(sayNote)];
  const entry = (line) => h('li', null, line);
  byId('notes').hidden = !lines.length;
  byId('notes-list').replaceChildren(...lines.slice(0, TALLY_NOTES).map(entry),
    ...(lines.length > TALLY_NOTES ? [h('li', null, h('a', { href: '#coverage' }, say('notes.more', { count: number(lines.length - TALLY_NOTES) })))] : []));
};

const renderAll = () => {
  labels();
  renderTop();
  renderFacets();
  renderOrder();
  renderProgress();
  applyFilters();
  fresh.clear();
  fresh.add('findings');
  if (main.dataset.view) draw(main.dataset.view);
};

// What is searched is folded in idle moments; a search that comes first does it at once.
const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 10 }), 50));
let folded = 0;
const foldOn = (deadline) => {
  while (folded < findings.length + alignments.length && deadline.timeRemaining() > 2) {
    if (folded < findings.length) foldedFinding(findings[folded]);
    else foldedAlignment(alignments[folded - findings.length]);
    folded++;
  }
  if (folded < findings.length + alignments.length) idle(foldOn);
};

const switchLanguage = () => {
  const finding = main.dataset.view === 'findings' ? currentFinding() : null;
  words.language = words.language === 'vi' ? 'en' : 'vi';
  remember('auditor-language', words.language);
  renderAll();
  if (finding) goTo(finding);
};
const switchTheme = () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  remember('auditor-theme', root.dataset.theme);
};
byId('language').addEventListener('click', switchLanguage);
byId('theme').addEventListener('click', switchTheme);

// --- Search and decisions ------------------------------------------------------------------------------------------

searchBox.addEventListener('input', applySearch);
byId('clear').addEventListener('click', () => {
  clearFilters();
  searchBox.focus();
});
byId('order').addEventListener('change', () => {
  list.order = byId('order').value;
  applyFilters();
});

const author = byId('author');
author.value = remembered('auditor-author') || '';
author.addEventListener('change', () => remember('auditor-author', author.value.trim()));

byId('export').addEventListener('click', () => {
  const address = URL.createObjectURL(new Blob([exported()], { type: 'application/json' }));
  h('a', { href: address, download: 'decisions.json' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
});
byId('import').addEventListener('click', () => byId('import-file').click());
byId('import-file').addEventListener('change', async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  byId('imported').textContent = imported(await file.text());
  event.target.value = '';
});

decisions.changed = (finding) => {
  redecided(finding);
  fresh.delete('texts');
};

// --- Help and keyboard ----------------------------------------------------------------------------------------------

const help = byId('help');
const shortcuts = byId('shortcuts');
const openHelp = () => { if (!help.open) help.showModal(); };
byId('open-help').addEventListener('click', openHelp);
byId('close-help').addEventListener('click', () => help.close());
shortcuts.checked = remembered('auditor-shortcuts') !== 'off';
shortcuts.addEventListener('change', () => remember('auditor-shortcuts', shortcuts.checked ? 'on' : 'off'));

const inFindings = (action) => () => {
  if (main.dataset.view !== 'findings') visit('findings');
  else action();
};
const KEYS = {
  j: inFindings(() => step(true)),
  k: inFindings(() => step(false)),
  a: inFindings(() => press('[data-verdict="accepted"]')),
  d: inFindings(() => press('[data-verdict="dismissed"]')),
  f: inFindings(() => press('[data-verdict="fixed"]')),
  u: inFindings(() => press('.undo')),
  '/': () => {
    searchBox.focus();
    searchBox.select();
  },
  Escape: () => {
    searchBox.value = '';
    if (main.dataset.view === 'findings') clearFilters();
    else applySearch();
  },
  l: switchLanguage,
  t: switchTheme,
  '?': openHelp,
};
VIEWS.forEach((view, at) => { KEYS[at + 1] = () => visit(view); });

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  const escape = event.key === 'Escape';
  const typing = event.target.matches('input:not([type="checkbox"]), select, textarea');
  if ((typing && !(escape && event.target === searchBox)) || (!escape && !shortcuts.checked) || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// --- Paper ------------------------------------------------------------------------------------------------------------

// Paper cannot be clicked: everything but the full texts is drawn, and what is folded away is opened, for printing.
let opened = [];
window.addEventListener('beforeprint', () => {
  for (const view of VIEWS) if (view !== 'texts') draw(view);
  list.chunks.fillAll();
  table.chunks?.fillAll();
  opened = [...document.querySelectorAll('main details:not([open]):not(.card details):not(#facets details)')];
  for (const details of opened) details.open = true;
});
window.addEventListener('afterprint', () => { for (const details of opened) details.open = false; });

// --- Start ------------------------------------------------------------------------------------------------------------

list.chunks = new Chunks(byId('cards'), {
  size: 10,
  height: 32,
  wrap: (height) => h('div', { class: 'batch', style: { 'contain-intrinsic-size': `auto ${height}`, 'min-height': height } }),
  render: (finding, at) => card(finding, at, list.shown.length),
});

// A place jumped to must not end up under the bar that sticks to the top.
new ResizeObserver(([{ target }]) => {
  const sticky = getComputedStyle(target).position === 'sticky';
  root.style.scrollPaddingTop = sticky ? `${target.offsetHeight + 12}px` : '';
}).observe(byId('bar'));

const language = remembered('auditor-language');
if (language === 'vi' || language === 'en') words.language = language;
byId('facets-box').open = matchMedia('(min-width: 68rem)').matches;
renderAll();
follow();
idle(foldOn);
root.dataset.ready = 'yes';
