"""What the figures of a list share: that they are planned, what others are compared with, what they are counted per."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.extraction.continuing import leads_to
from auditor.extraction.given_units import runs
from auditor.extraction.subjects import CHANGES
from auditor.extraction.wording import Sentence
from auditor.intervals import middle
from auditor.language import Pack
from auditor.model import Figure, Kind, Role
from auditor.terms import WANTED

_END = re.compile(r"\s?(?:[,;:()](?!\d)|\.(?!\d)|$)")
_BEHIND = re.compile(r"(?:\s[^\W\d_]+){0,4}\s?\([^()]{1,60}\)\s")
"""A bracket behind a figure and its noun."""
_BREAK = re.compile(r"[,;:()](?!\d)")
_NOUN = 3
"""Words of what is counted and joined to the next."""
_CLAUSE_END = re.compile(r"[,;:.](?!\d)")


def bases_listed(found: list[Figure], sentence: Sentence, pack: Pack) -> list[Figure]:
    """The figures, one that only ``and`` joins to what others are compared with a base, too: ``44 % in 2020 and 41 %
    in 2015``."""
    figures = list(found)
    for k in range(2, len(figures)):
        base, figure = figures[k - 1], figures[k]
        alike = base.role is Role.BASELINE and figure.role is Role.RESULT and figure.unit == base.unit
        if not alike or figure.measure != base.measure or base.period is None or figure.period is None:
            continue
        gap = sentence.folded[base.to : figure.at]
        for time in reversed([s for s in sentence.stated if base.to <= s.start and s.end <= figure.at]):
            gap = gap[: time.start - base.to] + gap[time.end - base.to :]
        if pack.joins.fullmatch(f" {gap.strip()} ") and figures[k - 2].role is not Role.BASELINE:
            figures[k] = replace(figure, role=Role.BASELINE)
    return figures


def behind_brackets(found: list[Figure], sentence: Sentence, pack: Pack) -> list[Figure]:
    """The figures, a change and what a bracket behind it tells of it once more measured against what stands behind the
    bracket: ``fell by 38 cases (4.2 %) on 2023``."""
    folded = sentence.folded
    if ") " not in folded[slice(*sentence.span)]:
        return found
    figures = list(found)
    for k, figure in enumerate(found):
        bracket = _BEHIND.match(folded, figure.to) if _against_nothing(figure) else None
        if bracket is None:
            continue
        word = pack.bases.pattern.match(folded, bracket.end())
        label = pack.bases.label(word.group()) if word else ""
        opens = pack.period_base.pattern.match(folded, bracket.end())
        time = next((s.period for s in sentence.stated if s.base and opens and s.start == opens.end() + 1), None)
        if not label and time is None:
            continue
        for i in range(k, len(found)):
            if found[i].at >= bracket.end():
                break
            if _against_nothing(found[i]):
                figures[i] = replace(found[i], base=label, base_period=time)
    return figures


def shared_bases(found: list[Figure], sentence: Sentence, pack: Pack) -> list[Figure]:
    """The figures, a change measured against what the next is that only a joining word parts from it: ``up by 12 posts
    and 31 staff on 2023``."""
    figures = list(found)
    for k in range(len(found) - 2, -1, -1):
        figure, following = figures[k], figures[k + 1]
        if not _against_nothing(figure) or following.measure != figure.measure or following.group != figure.group:
            continue
        gap = sentence.folded[figure.to : following.at]
        if pack.joins.search(gap) is None or _BREAK.search(gap) or sentence.measures(figure.to, following.at):
            continue
        if following.base or following.base_period is not None:
            figures[k] = replace(figure, base=following.base, base_period=following.base_period)
    return figures


def shared_rates(found: list[Figure], sentence: Sentence, pack: Pack) -> list[Figure]:
    """The figures, a count that a comma or ``and`` joins to a rate counted per the same: ``33.6 beds and 10.4 doctors
    per 10,000 people``. One without decimals is only where neither has any."""
    figures = list(found)
    for i in range(len(figures) - 2, -1, -1):
        figure, following = figures[i], figures[i + 1]
        amount = middle(figure.printed)
        if figure.per or figure.kind is not Kind.VALUE or following.kind is not Kind.RATIO or amount is None:
            continue
        gap = sentence.folded[figure.to : following.at].rstrip()
        parted = gap.endswith(",") or any(m.end() > len(gap) for m in pack.joins.finditer(f"{gap} "))
        noun = gap.rstrip(",")
        other = middle(following.printed)
        alike = amount != int(amount) or (other is not None and other == int(other) and len(noun.split()) <= _NOUN)
        if figure.unit == following.unit == "count" and alike and parted and not _BREAK.search(noun):
            per = [word for word in pack.lexicon.words(following.per) if word in following.features.core]
            words = replace(figure.features, core=tuple(dict.fromkeys((*figure.features.core, *per))))
            phrase = f"{figure.phrase}/{following.per}"
            figures[i] = replace(figure, per=following.per, kind=Kind.RATIO, phrase=phrase, features=words)
    return figures


def labelled_role(folded: str, begin: int, at: int, pack: Pack) -> Role | None:
    """The role that the label of a bracket gives all that it holds: ``(target: growth of 7 to 8 % a year)``."""
    opening = folded.rfind("(", begin, at)
    label = pack.roles.pattern.match(folded, opening + 1) if opening >= 0 else None
    if label is None or ")" in folded[opening:at] or folded[label.end() : label.end() + 1] != ":":
        return None
    role = pack.roles.label(label.group())
    return Role(role) if role in ("target", "plan") else None


def _against_nothing(figure: Figure) -> bool:
    """Whether a figure is a change of which nothing says against what it is measured."""
    return figure.measure in CHANGES and not figure.base and figure.base_period is None


def points_of_percent(found: list[Figure], sentence: Sentence) -> list[Figure]:
    """The figures, points told as percentage points where a sentence says so in full of another of them.

    They stand behind a percentage (``services grew by 6 % and added 4.1 points, farming by 1 %, adding 0.2 percentage
    points``), or are contributed in turn (``industry contributed 5.1 percentage points, services 2.4 points``).
    """
    first = next((k for k, f in enumerate(found) if f.unit == "percentage-point"), None)
    if first is None or not any(f.unit == "point" for f in found):
        return found

    def of_percent(k: int, figure: Figure) -> bool:
        if figure.unit != "point" or k == 0:
            return False
        in_turn = k > first and figure.measure == found[first].measure
        shares = in_turn and any(label == "share" for _, _, label in sentence.measures(found[k - 1].to, figure.at))
        return shares or found[k - 1].unit == "percent"

    return [replace(f, unit="percentage-point") if of_percent(k, f) else f for k, f in enumerate(found)]


def closed_lists(found: list[Figure], sentence: Sentence) -> list[Figure]:
    """The figures, those of a list counted as the one that closes it: ``12, 9 and 3 ambulances``."""
    figures = list(found)
    place = {(f.at, f.to): k for k, f in enumerate(figures)}
    for run in runs(list(place), sentence.plain, sentence.pack):
        closing = figures[place[run[-1]]]
        gap = sentence.plain[run[-2][1] : run[-1][0]]
        if sentence.pack.joins.search(gap) is None or leads_to(gap, sentence.pack):
            continue
        for k in (place[span] for span in run[:-1]):
            figure = figures[k]
            if figure.noun or figure.unit != closing.unit:
                continue
            # The move of the first is that of all: ``fell by 0.8 and 0.6 points``.
            if figure.measure in ("up", "down") and closing.measure == "level" and _ends(closing, sentence):
                moved = replace(closing, measure=figure.measure, kind=figure.kind, base=figure.base)
                figures[place[run[-1]]] = closing = moved
            sign = sentence.plain[max(0, figure.at - 1) : figure.at]
            signed = not sign.isalnum() and sign in sentence.pack.money_by_end
            if signed or any(c.isalpha() or c == "%" for c in figure.text):
                continue  # it has a unit of its own
            if figure.measure != closing.measure or not (closing.noun or closing.kind is Kind.RATIO):
                continue
            words = figure.features
            core = tuple(dict.fromkeys((*words.core, *sentence.pack.lexicon.words(closing.noun))))
            begins = closing.phrase.startswith(figure.phrase)
            figures[k] = replace(
                figure,
                noun=closing.noun,
                counted=closing.counted,
                per=closing.per,
                kind=closing.kind if closing.kind is Kind.RATIO else figure.kind,
                phrase=closing.phrase if begins else figure.phrase,
                features=replace(words, core=core, head=tuple(word for word in words.head if word not in core)),
            )
    return figures


def _ends(figure: Figure, sentence: Sentence) -> bool:
    """Whether nothing more is said of a figure but against what it is told, or that it is told in turn."""
    folded, pack = sentence.plain, sentence.pack
    if _END.match(folded, figure.to):
        return True
    behind = pack.respective, pack.bases.pattern, pack.compared.pattern
    return any(words.match(folded, figure.to + 1) for words in behind)


def planned_lists(figures: list[Figure], folded: str) -> list[Figure]:
    """The figures, those of a list behind a colon wanted or planned as the total before it is."""
    found = list(figures)
    for k, total in enumerate(figures[:-1]):
        if total.role not in WANTED or not folded[total.to : figures[k + 1].at].startswith(":"):
            continue
        for i in range(k + 1, len(found)):
            if found[i].unit == total.unit and found[i].measure == total.measure and found[i].role is Role.RESULT:
                found[i] = replace(found[i], role=total.role)
    return found


def reached(total: Figure, part: Figure, folded: str, pack: Pack) -> bool:
    """Whether a part of what is planned is told as done: ``£86m was budgeted, of which £61m had been spent``."""
    end = _CLAUSE_END.search(folded, part.to)
    spans = (total.to, part.at), (part.to, end.start() if end else len(folded))
    return any(label == "result" for span in spans for _, _, label in pack.roles.find(folded, *span))


def role_of_level(before: list[Figure], folded: str, at: int, measure: str, pack: Pack) -> Role:
    """The role of the amount that a change or share right after it is told of, where it is yet to come about.

    Not of another level that words call a result: ``the target is 8 %, the result was 9 %``.
    """
    level = next((f for f in reversed(before) if f.measure in ("level", "rank")), None)
    if level is None or level.role not in (Role.ESTIMATE, Role.TARGET) or ";" in folded[level.to : at]:
        return Role.RESULT
    settled = measure == "level" and any(label == "result" for _, _, label in pack.roles.find(folded, level.to, at))
    return Role.RESULT if settled else level.role


def parted(gap: str, pack: Pack) -> bool:
    """Whether items of a list are parted by a comma, a semicolon, or a word that joins the last two.

    Args:
        gap: Folded text between the figures of two items.
        pack: The language.
    """
    return "," in gap or ";" in gap or pack.joins.search(gap) is not None
