// What the reviewer decides: kept in the browser by the key of the report, exported, imported.

const VERDICTS = ['accepted', 'dismissed', 'fixed'];
const STORE = `auditor-decisions-${data.report}`;
const SCHEMA_VERSION = '1.0';

const decisions = {
  made: new Map(), // by id of the finding: {verdict, reason, author, time, expires}
  others: [], // imported records on findings that are not, or no more, in this report: carried along
  kept: true,
  changed: () => {},
};

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
const today = () => new Date().toLocaleDateString('sv');
const expired = (decision) => decision.expires !== null && decision.expires < today();
const stateOf = (finding) => {
  const decision = decisions.made.get(finding.id);
  return decision && !expired(decision) ? decision.verdict : 'open';
};

const keep = () => {
  const made = findings.filter(({ id }) => decisions.made.has(id)).map(record);
  decisions.kept = remember(STORE, JSON.stringify([...made, ...decisions.others]));
};

const record = (finding) => {
  const { verdict, reason, author, time, expires } = decisions.made.get(finding.id);
  return {
    finding: finding.id,
    rule: finding.rule,
    verdict,
    reason,
    author,
    time,
    expires,
    evidence: finding.evidence.map(({ item, fingerprint }) => ({
      document: item.document.path, text: collapsed(textOf(item)), quote: collapsed(quotation(item)), fingerprint,
    })),
  };
};

const exported = () => {
  const made = findings.filter(({ id }) => decisions.made.has(id)).map(record);
  return `${JSON.stringify({ schema_version: SCHEMA_VERSION, decisions: [...made, ...decisions.others] }, null, 1)}\n`;
};

const decide = (finding, verdict, { reason = '', expires = null } = {}) => {
  decisions.made.set(finding.id, { verdict, reason, author: remembered('auditor-author') || '', time: now(), expires });
  keep();
  announce(say(`said.${verdict}`));
  decisions.changed(finding);
};
const undo = (finding) => {
  if (!decisions.made.delete(finding.id)) return;
  keep();
  announce(say('said.undone'));
  decisions.changed(finding);
};

const isText = (value) => typeof value === 'string';
const sound = (one) => one && isText(one.finding) && isText(one.rule) && VERDICTS.includes(one.verdict)
  && isText(one.reason) && isText(one.author) && isText(one.time) && (one.expires === null || isText(one.expires))
  && (one.verdict !== 'dismissed' || one.reason.trim() !== '') && Array.isArray(one.evidence)
  && one.evidence.every((piece) => piece && ['document', 'text', 'quote', 'fingerprint'].every((name) => isText(piece[name])));

// A decision holds for a finding as long as all its figures and their sentences are the same; of two, the later holds.
const concerns = (finding, one) => finding && finding.evidence.length === one.evidence.length
  && finding.evidence.every(({ fingerprint }, i) => fingerprint === one.evidence[i].fingerprint);
const take = (list) => {
  const count = { taken: 0, older: 0, others: 0 };
  for (const one of list) {
    const finding = findingOf.get(one.finding);
    if (!concerns(finding, one)) {
      decisions.others = [...decisions.others.filter(({ finding: id }) => id !== one.finding), one];
      count.others++;
    } else if (Date.parse(decisions.made.get(finding.id)?.time) > Date.parse(one.time)) count.older++;
    else {
      const { verdict, reason, author, time, expires } = one;
      decisions.made.set(finding.id, { verdict, reason, author, time, expires });
      count.taken++;
    }
  }
  return count;
};

// Gives a sentence for the reviewer.
const imported = (text) => {
  let read;
  try { read = JSON.parse(text); } catch { return say('decisions.unreadable'); }
  if (read?.schema_version !== SCHEMA_VERSION || !Array.isArray(read.decisions)) return say('decisions.unreadable');
  const wrong = read.decisions.findIndex((one) => !sound(one));
  if (wrong >= 0) return say('decisions.unsound', { n: number(wrong + 1) });
  const { taken, older, others } = take(read.decisions);
  keep();
  decisions.changed(null);
  return [
    sayCount('decisions.taken', taken), older ? sayCount('decisions.older', older) : '', others ? sayCount('decisions.others', others) : '',
  ].filter(Boolean).join(' ');
};

const restore = () => {
  try {
    const list = JSON.parse(remembered(STORE) || '[]');
    if (Array.isArray(list)) take(list.filter(sound));
  } catch { /* not ours: left alone until something is decided */ }
};
restore();
