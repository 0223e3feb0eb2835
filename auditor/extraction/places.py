"""The room around each quantity of a sentence in which its own words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.extraction.mentions import Mention
from auditor.extraction.wording import Sentence
from auditor.language import Pack, within

BREAK = re.compile(
    r"(?<!\d),|,(?!\d)|[;:()\[\]]|(?:[–—]|(?<=\s)-(?=\s))(?!\s?(?:19|20)\d\d\b)|(?<!\s[^\W\d_])\.(?=\s)|[!?…](?=\s)"
)
"""Signs that part the words of one figure from those of another; between two years a dash parts nothing."""
_LIST_SIGN = re.compile(r"\s*[,/]\s*")
_AND_WHO = {"case", "person"}
"""What is counted of cases that are told with those who are in them."""
_BRACKET = re.compile(r"[()\[\]]")
_BRACKETED = re.compile(r"[^,;:()\d]*\(")
"""What stands between a number and a rate in a bracket behind it."""
_CLAUSE_END = re.compile(r"[;)]")
_MOST_RIGHT = 160
_HARD = ";:.!?…"
_SHORT_NAME = 4
_CAUSE_WORDS = 5
"""Words of what a cause names before its verb."""
_OWNER_WORDS = 3
"""Words of who has the second of two counts, behind a joining word."""
_OF_KNOWN = 2
"""Words between a rate and the number of what it is one of: ``of the``."""
_DETERMINER = 12
"""Characters before a number in which a word stands by which it is known."""
_BASE_WORDS = 4
"""Words of a time that something is compared with."""


@dataclass(slots=True)
class Place:
    """The room around one mention: its own words lie in [left, start) and [end, right).

    Attributes:
        near: Where the comma-free stretch before the mention begins.
        far_right: How far words after it can still belong to it.
        clause: Where its clause begins.
        clause_end: Where its clause, or the room before the next mention, ends.
        depth: Parentheses that it stands in.
        group: Running number of the innermost of them, 0 for none.
        shared: Where words stand behind the next mention that are its own, too.
    """

    left: int
    near: int
    right: int
    far_right: int
    clause: int
    clause_end: int
    depth: int
    group: int
    shared: tuple[int, int] = (0, 0)


class Places:
    """Finds the room around the mentions of a sentence."""

    def __init__(self, pack: Pack) -> None:
        """Read by the words of ``pack``."""
        self._pack = pack

    def of(self, sentence: Sentence) -> list[Place]:
        """The room around each mention of a sentence."""
        folded = sentence.plain
        begin, stop = sentence.span
        places: list[Place] = []
        left = begin
        groups = 0
        at = begin
        stack: list[int] = []
        for i, mention in enumerate(sentence.mentions):
            for bracket in _BRACKET.findall(folded, at, mention.start):
                if bracket in "([":
                    groups += 1
                    stack.append(groups)
                elif stack:
                    stack.pop()
            at = mention.start
            depth, group = len(stack), stack[-1] if stack else 0
            following = sentence.mentions[i + 1].start if i + 1 < len(sentence.mentions) else stop
            # ``ranked 27th and the digital economy scored 0.6``: a bare number has no noun behind the joining word.
            other = i + 1 < len(sentence.mentions) and sentence.mentions[i + 1].unit != mention.unit
            near, far, cut = self._right(folded, mention, following, stop, owned=mention.unit != "count" or other)
            clause = max(
                begin, folded.rfind(";", begin, mention.start) + 1, folded.rfind(":", begin, mention.start) + 1
            )
            after = _CLAUSE_END.search(folded, mention.end, stop)
            places.append(
                Place(
                    left=left,
                    near=_near_left(sentence, left, mention, near),
                    right=near,
                    far_right=far,
                    clause=clause,
                    clause_end=min(after.start() if after else stop, following) if after else following,
                    depth=depth,
                    group=group,
                )
            )
            left = places[-1].left if self._known(folded, mention, following) else cut
        self._share(folded, sentence.mentions, places)
        return places

    def _of_counted(self, folded: str, one: Mention, other: Mention) -> bool:
        """Whether a rate is one of a number of things told right behind it: ``84 % of the 734 letters got a reply``."""
        gap = f"{folded[one.end : other.start].strip()} "
        known = self._pack.known_number.search(gap)
        return known is not None and not BREAK.search(gap) and len(gap.split()) == _OF_KNOWN

    def _known(self, folded: str, mention: Mention, following: int) -> bool:
        """Whether a small number in words only names what is known, so that the words around it are those of the next:
        ``visits to the two hospitals numbered 9,240``."""
        if mention.unit != "count" or not folded[mention.start : mention.end].isalpha():
            return False
        determined = self._pack.known_number.search(folded, max(0, mention.start - _DETERMINER), mention.start)
        return determined is not None and BREAK.search(folded, mention.end, following) is None

    def _share(self, folded: str, mentions: Sequence[Mention], places: Sequence[Place]) -> None:
        """Let the words behind the second of two counts be those of the first, too, which has none but its noun:
        ``320 cases, 415 suspects of drug offences``.

        Args:
            folded: The sentence.
            mentions: In it.
            places: Theirs; `Place.shared` is filled in.
        """
        self._listed(folded, mentions, places)
        ends = [*(m.start for m in mentions[2:]), len(folded)]
        for ((one, place), (other, next_place)), end in zip(
            pairwise(zip(mentions, places, strict=True)), ends, strict=False
        ):
            behind = self._behind_bracket(folded, one, other, next_place, end)
            if behind is not None:
                place.shared = behind
                if folded[one.end : other.start].strip() == "(":
                    next_place.shared = behind  # Else the first number's noun says what it is of.
                continue
            if one.unit == "percent" and other.unit == "count" and self._of_counted(folded, one, other):
                stops = (each.search(folded, other.end) for each in (BREAK, self._pack.joins))
                place.shared = other.end, min([other.end + _MOST_RIGHT, *(m.start() for m in stops if m is not None)])
                continue
            if not one.unit == other.unit == "count" or place.depth != next_place.depth:
                continue
            counted = self._pack.counted
            noun = counted.pattern.match(folded, one.end + 1, other.start)
            others = counted.pattern.match(folded, other.end + 1, next_place.right)
            if noun is None or others is None:
                continue
            labels = {counted.label(noun.group()), counted.label(others.group())}
            gap = folded[noun.end() : other.start]
            listed = _LIST_SIGN.fullmatch(gap) is not None
            # ``320 cases with 415 suspects of drug offences``
            joined = labels == _AND_WHO and any(gap.strip() == gap[s:e] for s, e, _ in self._pack.cuts.find(gap))
            if len(labels) > 1 and (listed or joined):
                place.shared = others.end(), next_place.right

    def _listed(self, folded: str, mentions: Sequence[Mention], places: Sequence[Place]) -> None:
        """Let what stands behind brackets with rates be of the numbers before these, where a list tells them so.

        ``148 children (22 %) were small, 45 (7 %) were thin and 37 (6 %) heavy``
        """
        last: tuple[int, tuple[int, int], int] | None = None
        for i, (one, other) in enumerate(pairwise(mentions)):
            bracket = _BRACKETED.fullmatch(folded, one.end, other.start)
            if (
                one.unit == "percent"
                or other.unit != "percent"
                or bracket is None
                or not folded.startswith(")", other.end)
            ):
                continue
            following = mentions[i + 2].start if i + 2 < len(mentions) else len(folded)
            ends = (each.search(folded, other.end + 1, following) for each in (BREAK, self._pack.joins))
            behind = other.end + 1, min([following, *(m.start() for m in ends if m is not None)])
            if last is not None and last[2] == one.start:
                places[i].left = places[i].near = one.start
                for k, words in ((last[0], last[1]), (i, behind)):
                    places[k].shared = places[k + 1].shared = words
            gap = folded[behind[1] : following]
            goes_on = gap.strip() == "," or self._pack.joins.fullmatch(gap.removeprefix(",")) is not None
            last = (i, behind, following) if goes_on and folded[slice(*behind)].strip() else None

    def _behind_bracket(
        self, folded: str, one: Mention, other: Mention, place: Place, following: int
    ) -> tuple[int, int] | None:
        """The words behind a bracket that gives a number again as a rate, or a rate as a number, and that tell of what
        both are: ``1,234 (45 %) of the patients were seen``, ``45 wards (9 % of all) met the standard``.

        Args:
            folded: The sentence.
            one: The mention before the bracket.
            other: That in it.
            place: The room around the latter.
            following: Where the next mention, or the end of the text, is.
        """
        if {one.unit == "percent", other.unit == "percent"} != {True, False} or place.depth == 0:
            return None
        opening, closing = folded.find("(", one.end, other.start), folded.find(")", other.end, following)
        if opening < 0 or closing < 0:
            return None
        begin = closing + 1
        stop = BREAK.search(folded, begin, following)
        joined = self._pack.joins.search(folded, begin, following) if following < len(folded) else None
        end = min([following, begin + _MOST_RIGHT, *(m.start() for m in (stop, joined) if m is not None)])
        if opening == one.end + 1 and closing == other.end:
            told = self._pack.of_whole.match(folded, begin) or self._pack.counted.pattern.match(folded, begin + 1)
            return (begin, end) if told else None
        # Of the words that a number stands right behind, it may be told.
        told_of_both = stop is not None or following == len(folded)
        beside = (one.end, opening), (opening + 1, other.start), (other.end, closing)
        plain = told_of_both and not any(BREAK.search(folded, *each) for each in beside)
        return (begin, end) if plain and self._pack.joins.match(folded, begin) is None else None

    def _right(self, folded: str, mention: Mention, following: int, stop: int, *, owned: bool) -> tuple[int, int, int]:
        """Where the words after a mention end: the near ones, the far ones; and where the next mention's begin.

        Args:
            folded: The sentence.
            mention: In it.
            following: Where the next begins.
            stop: Where the sentence ends.
            owned: Words behind a joining word right behind it are of the next.
        """
        end = mention.end
        if owned and following != stop:
            joined = self._pack.joins.match(folded, end) or self._behind_base(folded, end, following)
            if joined:
                return joined.start(), joined.start(), joined.start()
        limit = min(following, end + _MOST_RIGHT)
        first = BREAK.search(folded, end, limit)
        if first is None:
            if following == stop:
                return limit, limit, following
            cut = self._last_cut(folded, end, following)
            parts = self._pack.parts.last(folded, end, following)
            if parts is not None and folded[parts[1] : following].strip():
                # ``imports grew by 6 %, of which local ones …`` without a comma: the words behind are of the next.
                return parts[0], parts[0], parts[0]
            share = self._share_named(folded, mention, following)
            if share is not None:
                return share, share, share
            owner = self._owner(folded, mention, following, cut)
            if owner is not None:
                return owner.start(), owner.start(), owner.end()
            if mention.unit == "count":
                amount = self._before_amount(folded, end, following) if cut == following else cut
                cut = min(amount, self._before_change(folded, end, following))
            cause = self._pack.causes.last(folded, end, cut) if cut != following else None
            if cause is not None and 0 < len(folded[cause[1] : cut].split()) <= _CAUSE_WORDS:
                # ``up 3 t because the area grew by 2 ha``: the area is what the second speaks of.
                return cause[0], cause[0], cause[1]
            # What it is counted per is said of it alone: ``€1,250 per household was paid to 3,460 of them``.
            per = self._pack.per.match(folded, end, following)
            cut = max(cut, per.end()) if per else cut
            return cut, cut, cut
        hard = folded.rfind(";", end, following)
        far = hard if hard >= 0 else (limit if following == stop else first.start())
        cut = hard + 1 if hard >= 0 else first.start() + (0 if folded[first.start()] in "([" else 1)
        return first.start(), max(far, first.start()), cut

    def _share_named(self, folded: str, mention: Mention, following: int) -> int | None:
        """Where a joining word begins behind which a share is named, of which the next number is told and not of a
        count before it: ``met 13 of 15 targets and the rate of insurance is 87.6 %``."""
        if mention.unit != "count":
            return None
        joins = self._pack.joins.finditer(folded, mention.end, following)
        return next((m.start() for m in joins if self._pack.share_names.match(folded, m.end())), None)

    def _owner(self, folded: str, mention: Mention, following: int, cut: int) -> re.Match[str] | None:
        """The joining word before who has the second of two counts told alike: ``A has 9 schools and B has 4``."""
        verb = folded[cut:following].strip()
        if mention.unit != "count" or not verb or not folded.endswith(f" {verb} ", 0, mention.start):
            return None
        joined = self._pack.joins.search(folded, mention.end, cut)
        named = joined is not None and 0 < len(folded[joined.end() : cut].split()) <= _OWNER_WORDS
        return joined if named else None

    def _before_change(self, folded: str, end: int, following: int) -> int:
        """Where the word of a rise or fall begins by which the next number is one: ``40 firms saw a rise of 5 %``."""
        moved = self._pack.measures.last(folded, end, following)
        if moved is None or moved[2] not in ("up", "down"):
            return following
        excepted = self._pack.measure_exceptions.find(folded, end, following)
        if within(moved, excepted):
            return following
        return moved[0] if self._pack.fillers.fullmatch(folded, moved[1], following) else following

    def _before_amount(self, folded: str, end: int, following: int) -> int:
        """Where the name of an amount begins that the next number states of what is counted: ``48 works worth 6 m``."""
        named = self._pack.amount_names.find(folded, end, following)
        return named[-1][0] if named and not folded[named[-1][1] : following].strip() else following

    def _behind_base(self, folded: str, end: int, following: int) -> re.Match[str] | None:
        """The word that begins what is said of the next figure behind a base: ``down 2 % on 2015 and farming …``."""
        base = next(iter(self._pack.period_base.find(folded, end, following)), None)
        if base is None or folded[end : base[0]].strip():
            return None
        joined = self._pack.joins.search(folded, base[1], following)
        if joined is None or len(folded[base[1] : joined.start()].split()) > _BASE_WORDS:
            return None
        # Behind a semicolon the joining word is one of the name of what is told next.
        parted = ";" in folded[base[1] : joined.start()] or BREAK.search(folded, joined.end(), following)
        return None if parted else joined

    def _last_cut(self, folded: str, end: int, following: int) -> int:
        """Where the words before the next mention begin: at the last run of joining words between the two."""
        cut = following
        names = self._pack.whole_names.find(folded, end, following)
        for start, stop, _ in reversed(self._pack.cuts.find(folded, end, following)):
            if any(s < start and stop < e for s, e, _ in names):
                continue
            if cut != following and folded[stop:cut].strip():
                break
            cut = start
        return cut


def timed_end(sentence: Sentence, place: Place, mention: Mention) -> int:
    """Where the clause of a mention ends for its time: how long something lasts parts it from none.

    So the end of August is of both in ``8,998 people were waiting more than 18 months at the end of August``.
    """
    lasting = sentence.pack.durations
    behind = [m for m in sentence.mentions if m.start >= mention.end]
    if not behind or behind[0].unit not in lasting or mention.unit in lasting or place.clause_end != behind[0].start:
        return place.clause_end
    other = next((m.start for m in behind if m.unit not in lasting), sentence.span[1])
    stop = _CLAUSE_END.search(sentence.plain, mention.end, other)
    return stop.start() if stop else other


def _near_left(sentence: Sentence, left: int, mention: Mention, right: int) -> int:
    """Where the last comma-free stretch before a mention begins, widened while it says nothing.

    Of the first figure of a sentence a verb alone says nothing either: ``loans, new and renewed, soared to …``. A
    percentage that opens a clause is about what stands behind it: ``as the network grew, 98 % of stations had …``.
    """
    start = mention.start
    breaks = [m.end() for m in BREAK.finditer(sentence.plain, left, start)]
    if mention.unit == "percent" and breaks and sentence.plain[breaks[-1] - 1] == ",":
        opens = not sentence.own_words(breaks[-1], start) and len(sentence.own_words(left, breaks[0])) > _SHORT_NAME
        if opens and len(sentence.own_words(mention.end, right)) > 1:
            return breaks[-1]
    first = left == sentence.span[0]
    for k, at in reversed(list(enumerate([left, *breaks]))):
        if sentence.own_words(at, start):
            # A short stretch before the first comma belongs to the same name: ``exports, imports through …``.
            # So it does where it opens what stands behind a colon: ``of it: taxes, fees and others came to …``.
            opening = [left, *breaks][k - 1] if k else left
            opens = k == 1 or (k > 0 and sentence.plain[opening - 1] in ":;")
            if opens and sentence.plain[at - 1] == "," and 0 < len(sentence.own_words(opening, at)) <= _SHORT_NAME:
                return opening
            # A label of one word behind another: ``Rate of absence: Year 10: 1.9 %``.
            labelled = k and sentence.plain[at - 1] == ":" == sentence.plain[at:start].rstrip()[-1:]
            if labelled and mention.unit == "percent" and len(sentence.own_words(at, start)) == 1:
                return [left, *breaks][k - 1]
            if k and sentence.plain[at - 1] == "," and _only_moves(sentence, at, start):
                if first:
                    return max((end for end in breaks if sentence.plain[end - 1] in _HARD), default=left)
                # ``…; the share of poor homes at the end of 2020, expected to be 2.9 %``
                return [left, *breaks][k - 1]
            return at
    return left


def _only_moves(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a stretch has no meaning words but those of a rise, a fall, a bound or what is expected, and the code of
    a currency."""
    words = sentence.plain[at:start]
    told = (*sentence.cues(sentence.pack.roles, at, start), *sentence.cues(sentence.pack.hedges, at, start))
    for begin, end, _ in (*sentence.measures(at, start), *told):
        words = words[: begin - at] + " " * (end - begin) + words[end - at :]
    left = sentence.pack.lexicon.tokens(words)
    return all(words[begin:end] in sentence.pack.units for begin, end, _ in left)
