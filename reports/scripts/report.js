'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('js');

  // Storage may be refused for pages opened from disk; the report works without.
  const remembered = (storage, key) => { try { return window[storage].getItem(key); } catch { return null; } };
  const remember = (storage, key, value) => { try { window[storage].setItem(key, value); } catch { /* not kept */ } };

  const theme = remembered('localStorage', 'auditor-theme');
  if (theme) root.dataset.theme = theme;

  // "ty le" must find "tỷ lệ": letters are split from their marks and the marks dropped; đ has no such form.
  const fold = (text) => text.normalize('NFD').replace(/[\p{M}\p{Cf}]+/gu, '').toLowerCase()
    .replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();

  // Labels are left out: a search for one of them would find everything.
  const searched = 'h3, .message, figcaption, .facets, blockquote, .where, .sum, .why > bdi, .tag > a, th, .member, td:last-child';
  const foldedText = (node) => fold(Array.from(node.querySelectorAll(searched), (part) => part.textContent).join(' '));

  // Findings or rows of the table, which stand in batches that the browser skips while they are off the screen.
  class Items {
    constructor(nodes, height, describe) {
      this.all = Array.from(nodes, (node) => ({ node, shown: true, text: null, ...describe(node) }));
      this.batches = Array.from(new Set(this.all.map(({ node }) => node.parentNode)), (node) => ({ node, items: [] }));
      this.size = this.batches.length ? this.batches[0].node.childElementCount : 1;
      this.height = height;
      this.indexed = 0;
      this.deal(this.all);
    }

    deal(items) {
      this.batches.forEach((batch, i) => { batch.items = items.slice(i * this.size, (i + 1) * this.size); });
    }

    arrange(items) {
      this.deal(items);
      for (const batch of this.batches) batch.node.replaceChildren(...batch.items.map(({ node }) => node));
      this.measure();
    }

    // What is skipped still needs a height, or the scroll bar lies.
    measure() {
      for (const { node, items } of this.batches) {
        const shown = items.reduce((sum, item) => sum + item.shown, 0);
        node.hidden = !shown;
        node.style.containIntrinsicSize = `auto ${shown * this.height}rem`;
      }
    }

    // Folding thousands of findings takes a moment: done in idle slices, and at once if a search comes first.
    index(deadline) {
      while (this.indexed < this.all.length && (!deadline || deadline.timeRemaining() > 2)) {
        const item = this.all[this.indexed++];
        item.text = foldedText(item.node);
      }
      return this.indexed === this.all.length;
    }

    matching(words, accepts) {
      if (words.length) this.index();
      return this.all.filter((item) => accepts(item) && words.every((word) => item.text.includes(word)));
    }

    show(items) {
      const wanted = new Set(items);
      for (const item of this.all) {
        const shown = wanted.has(item);
        if (shown !== item.shown) {
          item.shown = shown;
          item.node.hidden = !shown;
        }
      }
      this.measure();
    }
  }

  const start = () => {
    const element = (id) => document.getElementById(id);
    const search = element('search');
    const rule = element('rule');
    const pair = element('pair');
    const clear = element('clear');
    const help = element('help');
    const shortcuts = element('shortcuts');
    const filters = document.querySelector('.filters');

    const pairsOf = (documents) => {
      if (documents.length < 2) return documents;
      return documents.flatMap((one, i) => documents.slice(i + 1).map((other) => `${one} ${other}`));
    };
    const findings = new Items(document.querySelectorAll('.card'), 30, (node) => ({
      severity: node.classList[1], rule: node.dataset.rule, pairs: pairsOf(node.dataset.documents.split(' ').filter(Boolean)),
    }));
    const rows = new Items(document.querySelectorAll('#table tbody tr'), 5, (node) => ({ status: node.dataset.status }));

    const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 10 }), 50));
    const indexInSlices = (deadline) => {
      if (!(findings.index(deadline) && rows.index(deadline))) idle(indexInSlices);
    };
    idle(indexInSlices);

    // --- Language and theme -----------------------------------------------------------------------------------

    const setLanguage = (language) => {
      root.lang = language;
      root.dataset.lang = language;
      for (const node of document.querySelectorAll('[data-vi]')) {
        if (node.tagName === 'OPTGROUP') node.label = node.dataset[language];
        else node.textContent = node.dataset[language];
      }
    };
    const switchLanguage = () => {
      const language = root.dataset.lang === 'vi' ? 'en' : 'vi';
      setLanguage(language);
      remember('sessionStorage', 'auditor-language', language);
    };
    const switchTheme = () => {
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
      remember('localStorage', 'auditor-theme', root.dataset.theme);
    };
    const language = remembered('sessionStorage', 'auditor-language');
    if (language && language !== root.dataset.lang) setLanguage(language);
    element('language').addEventListener('click', switchLanguage);
    element('theme').addEventListener('click', switchTheme);

    // --- Filters ----------------------------------------------------------------------------------------------

    const fillPairs = () => {
      const labels = new Map(Array.from(document.querySelectorAll('.documents tr[data-index]'),
        (row) => [row.dataset.index, row.dataset.label]));
      const short = (index) => {
        const label = labels.get(index) || '';
        return `${index} ${label.length > 36 ? label.slice(0, 35) + '…' : label}`;
      };
      const counts = new Map();
      for (const item of findings.all) for (const key of item.pairs) counts.set(key, (counts.get(key) || 0) + 1);
      for (const key of Array.from(counts.keys()).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
        const option = document.createElement('option');
        option.value = key;
        option.textContent = `${key.split(' ').map(short).join(' ↔ ')} (${counts.get(key)})`;
        element(key.includes(' ') ? 'between' : 'within').append(option);
      }
      for (const group of [element('between'), element('within')]) if (!group.childElementCount) group.remove();
    };

    // Looked up once: a query over a page of this size takes milliseconds.
    const boxes = { severity: [], status: [] };
    for (const box of document.querySelectorAll('.chips input')) boxes[box.name].push(box);
    const allBoxes = [...boxes.severity, ...boxes.status];
    const checked = (name) => new Set(boxes[name].filter((box) => box.checked).map((box) => box.value));
    const slots = Array.from(document.querySelectorAll('[data-slot]'), (node) => ({
      node, name: node.dataset.slot, format: new Intl.NumberFormat(node.closest('.l-vi') ? 'vi' : 'en'),
    }));
    const setSlots = (values) => {
      for (const { node, name, format } of slots) node.textContent = format.format(values[name]);
    };

    const apply = () => {
      const severities = checked('severity');
      const statuses = checked('status');
      const acceptsFinding = (item) => severities.has(item.severity)
        && (!rule.value || item.rule === rule.value) && (!pair.value || item.pairs.includes(pair.value));
      const acceptsRow = (item) => statuses.has(item.status);
      const phrase = fold(search.value);
      const find = (words) => [findings.matching(words, acceptsFinding), rows.matching(words, acceptsRow)];

      let [foundFindings, foundRows] = find(phrase ? [phrase] : []);
      const byWords = phrase.includes(' ') && !foundFindings.length && !foundRows.length;
      if (byWords) [foundFindings, foundRows] = find(phrase.split(' '));

      findings.show(foundFindings);
      rows.show(foundRows);
      setSlots({ shown: foundFindings.length, rows: foundRows.length });
      const hint = element('by-words');
      if (hint) hint.hidden = !byWords;
      const empty = element('empty');
      if (empty) empty.hidden = foundFindings.length > 0;
      clear.hidden = !(phrase || (rule && rule.value) || (pair && pair.value)
        || allBoxes.some((box) => !box.checked));
    };

    const clearFilters = () => {
      search.value = '';
      for (const select of [rule, pair]) if (select) select.value = '';
      for (const box of allBoxes) box.checked = true;
      apply();
    };

    if (search) {
      if (pair) fillPairs();
      search.addEventListener('input', apply);
      for (const control of [rule, pair, ...allBoxes]) {
        if (control) control.addEventListener('change', apply);
      }
      clear.addEventListener('click', () => {
        clearFilters();
        search.focus();
      });
      // A heading jumped to must not end up under the bar that sticks to the top.
      new ResizeObserver(() => {
        const sticky = getComputedStyle(filters).position === 'sticky';
        root.style.scrollPaddingTop = sticky ? `${filters.offsetHeight + 12}px` : '';
      }).observe(filters);
    }

    // --- Findings ---------------------------------------------------------------------------------------------

    const step = (forward) => {
      const shown = findings.all.filter((item) => item.shown).map((item) => item.node);
      const top = parseFloat(getComputedStyle(root).scrollPaddingTop) || 0;
      // The heading takes the focus, so that a screen reader reads it out.
      const inView = (node) => node.getBoundingClientRect().bottom > top && node.getBoundingClientRect().top < innerHeight;
      let at = shown.indexOf(document.activeElement.closest('.card'));
      if (at >= 0 && !inView(shown[at])) at = -1;
      if (at >= 0) at += forward ? 1 : -1;
      else if (forward) at = shown.findIndex((node) => node.getBoundingClientRect().top >= top - 1);
      else at = shown.findLastIndex((node) => node.getBoundingClientRect().top < top - 1);
      const node = shown[at];
      if (!node) return;
      const heading = node.querySelector('h3');
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      node.scrollIntoView({ block: 'start' });
    };

    // A rule's page stands once in the report; a card copies it when it is opened.
    document.addEventListener('toggle', (event) => {
      const details = event.target;
      if (!details.open || !details.matches('.card details') || details.dataset.filled) return;
      const page = element(`rule-${details.closest('.card').dataset.rule}`);
      if (!page) return;
      details.dataset.filled = 'yes';
      details.prepend(...Array.from(page.querySelectorAll('.text'), (text) => text.cloneNode(true)));
      details.prepend(details.querySelector('summary'));
    }, true);

    const showTarget = () => {
      const target = document.querySelector(':target');
      const card = target && target.closest('.card');
      if (card && card.hidden) clearFilters();
      const details = target && target.querySelector(':scope > details');
      if (details && !card) details.open = true;
      if (card) card.scrollIntoView({ block: 'start' });
    };
    window.addEventListener('hashchange', showTarget);
    if (location.hash) showTarget();

    // --- Table of indicators ----------------------------------------------------------------------------------

    const table = element('table');
    if (table) {
      const heads = Array.from(table.tHead.rows[0].cells);
      const collator = new Intl.Collator('vi', { numeric: true });
      const keyOf = (cell) => cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value;

      const sort = (column) => {
        const head = heads[column];
        const direction = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
        const keyed = rows.all.map((item) => ({ item, key: keyOf(item.node.cells[column]) }));
        const numeric = keyed.every(({ key }) => key === '' || !Number.isNaN(Number(key)));
        const compare = numeric ? (a, b) => a - b : collator.compare;
        keyed.sort((a, b) => (a.key === '') - (b.key === '') || direction * compare(a.key, b.key));
        rows.arrange(keyed.map(({ item }) => item));
      };
      heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => sort(column)));
      element('context').addEventListener('change', (event) => table.classList.toggle('in-context', event.target.checked));
    }

    // --- Help and keyboard ------------------------------------------------------------------------------------

    const openHelp = () => { if (!help.open) help.showModal(); };
    element('open-help').addEventListener('click', openHelp);
    element('close-help').addEventListener('click', () => help.close());
    shortcuts.checked = remembered('localStorage', 'auditor-shortcuts') !== 'off';
    shortcuts.addEventListener('change', () => remember('localStorage', 'auditor-shortcuts', shortcuts.checked ? 'on' : 'off'));

    const keys = {
      j: () => step(true),
      k: () => step(false),
      '/': () => {
        if (!search) return;
        search.focus();
        search.select();
      },
      Escape: () => { if (search) clearFilters(); },
      l: switchLanguage,
      t: switchTheme,
      '?': openHelp,
    };
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
      const escape = event.key === 'Escape';
      const typing = event.target.matches('input[type="search"], select, textarea');
      if ((typing && !escape) || (!escape && !shortcuts.checked) || !Object.hasOwn(keys, event.key)) return;
      if (escape && event.target.matches('select')) return;
      event.preventDefault();
      keys[event.key]();
    });

    // Paper cannot be clicked: everything folded away is opened for printing, and folded again after it.
    let opened = [];
    window.addEventListener('beforeprint', () => {
      opened = Array.from(document.querySelectorAll('details:not([open]):not(.card details)'));
      for (const details of opened) details.open = true;
    });
    window.addEventListener('afterprint', () => { for (const details of opened) details.open = false; });
  };

  document.addEventListener('DOMContentLoaded', start);
})();
