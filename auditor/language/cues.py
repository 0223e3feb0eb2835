"""The words that checks look for, of ``rules/<tag>/checks.yaml``, compiled when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditor.language.matchers import Labelled
from auditor.language.words import Lexicon
from auditor.resources import expand_classes


@dataclass(frozen=True, slots=True)
class Division:
    """A total that can be divided in one way only.

    Attributes:
        names: Words for it (class ``of``) and for its parts (``0``, ``1`` …).
        parts: How many parts it has.
        all: Whether they are all of it.
    """

    names: Labelled
    parts: int
    all: bool


class Cues:
    """Words by which checks tell what figures claim. Matchers expect text folded by the pack's lexicon."""

    def __init__(self, words: Mapping[str, Any], lexicon: Lexicon) -> None:
        """Read ``checks.yaml`` of a language; ``lexicon`` is that of its pack."""
        self._words = words
        self._lexicon = lexicon

    def _classes(self, **names: str) -> Labelled:
        return Labelled({label: self._words[name] for label, name in names.items()}, self._lexicon)

    def _compiled(self, name: str) -> re.Pattern[str]:
        return re.compile(expand_classes(self._lexicon.spell(self._words[name])))

    @cached_property
    def moves(self) -> Labelled:
        """Verbs of a change told by its end points: ``up`` and ``down``."""
        return self._classes(up="rises", down="falls")

    @cached_property
    def ways(self) -> Labelled:
        """What stands between two end points and says which way it went: ``up`` and ``down``."""
        return self._classes(up="to_higher", down="to_lower")

    @cached_property
    def ranked(self) -> Labelled:
        """Nouns whose numbers are places among others."""
        return self._classes(ranked="ranked")

    @cached_property
    def structure(self) -> Labelled:
        """Words that open a list of the shares of one whole."""
        return self._classes(structure="structure")

    @cached_property
    def mean(self) -> Labelled:
        """Words of a mean beside an amount: ``yearly``, or a mean of anything."""
        return self._classes(yearly="mean_yearly", mean="mean")

    @cached_property
    def planned(self) -> Labelled:
        """Words right before an amount that was planned, besides those by which a share of a plan is told."""
        return self._classes(planned="planned")

    @cached_property
    def announced(self) -> Labelled:
        """Nouns that announce a list."""
        return self._classes(announced="announced")

    @cached_property
    def list_openers(self) -> Labelled:
        """Words behind such a noun that lead to all items of its list."""
        return self._classes(opener="list_openers")

    @cached_property
    def list_joins(self) -> Labelled:
        """Words that join the last two items of a list."""
        return self._classes(join="list_joins")

    @cached_property
    def divided(self) -> Labelled:
        """Words right before a total that the statement divides."""
        return self._classes(divided="divided")

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """Totals that can be divided in one way only."""
        return tuple(
            Division(
                Labelled({"of": d["of"]} | {str(i): names for i, names in enumerate(d["into"])}, self._lexicon),
                len(d["into"]),
                d["all"],
            )
            for d in self._words["divisions"]
        )

    @cached_property
    def drawn(self) -> Labelled:
        """Words before an amount that is drawn from a greater one."""
        return self._classes(drawn="drawn")

    @cached_property
    def sectors(self) -> Labelled:
        """The sectors of an economy; the class is the place of one in their list."""
        return Labelled({str(i): names for i, names in enumerate(self._words["sectors"])}, self._lexicon)

    @cached_property
    def remainder(self) -> Labelled:
        """Words of what is left over, by which the last item of a list completes it."""
        return self._classes(rest="remainder")

    @cached_property
    def valued(self) -> Labelled:
        """Words for better or worse, which do not say whether a number rose or fell."""
        return self._classes(valued="valued")

    @cached_property
    def singled_out(self) -> Labelled:
        """Words before or behind an item that is told out of another's parts."""
        return self._classes(single="singled_out")

    @cached_property
    def added_up(self) -> Labelled:
        """Words behind an amount that was added to what there was, before all of it."""
        return self._classes(total="added_up")

    @cached_property
    def list_items(self) -> tuple[tuple[str, ...], ...]:
        """Series of words by which the items of a list are counted."""
        return tuple(tuple(map(self._lexicon.fold, series)) for series in self._words["list_items"])

    @cached_property
    def list_letters(self) -> tuple[tuple[str, ...], ...]:
        """Series of letters by which the items of a list are numbered."""
        return tuple(tuple(map(self._lexicon.fold, series)) for series in self._words["list_letters"])

    @cached_property
    def shares(self) -> Labelled:
        """Words of shares that cannot exceed their whole (``bounded``), and what lets a percentage do so."""
        return self._classes(bounded="bounded", unbounded="unbounded")

    @cached_property
    def elected(self) -> Labelled:
        """Words by which a congress elects a committee."""
        return self._classes(elected="elected")

    @cached_property
    def rows(self) -> Labelled:
        """Labels of table rows: ``total``, or ``part`` of the row above."""
        return self._classes(total="totals", part="subrows")

    @cached_property
    def years(self) -> re.Pattern[str]:
        """A number of years, group ``n``."""
        return self._compiled("years")

    def count(self, text: str) -> int:
        """The number that digits or a word of `years` stand for."""
        folded = {self._lexicon.fold(k): int(v) for k, v in self._words["numbers"].items()}
        return int(text) if text.isdecimal() else folded[text]

    @cached_property
    def weekdays(self) -> Labelled:
        """Days of the week; the class is ``0`` for Monday to ``6``."""
        return Labelled({str(i): names for i, names in enumerate(self._words["weekdays"])}, self._lexicon)

    @cached_property
    def weekday_gaps(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """What may stand between a day of the week and its date, when it stands before and when it stands after."""
        before, after = (
            re.compile("|".join(map(self._lexicon.spell, self._words[name]))) if self._words[name] else None
            for name in ("weekday_between", "weekday_after")
        )
        return before, after

    @cached_property
    def weekday_unless(self) -> Labelled:
        """Words after which a day of the week is none."""
        return self._classes(none="weekday_unless")

    @cached_property
    def date_words(self) -> Labelled:
        """Words right before a date that announce its day."""
        return self._classes(day="date_words")

    @cached_property
    def days(self) -> list[re.Pattern[str]]:
        """Dates with day and month, groups ``d``, ``m`` and ``y``, besides those that the pack finds."""
        return [re.compile(expand_classes(self._lexicon.spell(p))) for p in self._words["days"]]

    @cached_property
    def events(self) -> Labelled:
        """Words by which something that happened on a day is told."""
        return self._classes(event="events")

    @cached_property
    def light(self) -> frozenset[str]:
        """Words between an event and its date that say nothing of the event."""
        return frozenset(self._lexicon.fold(word) for word in self._words["event_light"])

    @cached_property
    def event_kinds(self) -> Labelled:
        """Words of what sort of work something is, where it lies and how large it is, which may be left out."""
        return self._classes(kind="event_kinds")

    @cached_property
    def honours(self) -> Labelled:
        """Verbs by which something is bestowed on somebody, or somebody is recognised as something."""
        return self._classes(honour="honours")

    @cached_property
    def honour_years(self) -> re.Pattern[str]:
        """The year of an honour, group ``y``, with the word that leads on to it."""
        return self._compiled("honour_years")

    @cached_property
    def spans(self) -> frozenset[str]:
        """Words before a date that make it the beginning or end of a span."""
        return frozenset(self._lexicon.fold(word) for word in self._words["event_spans"])

    @cached_property
    def milestones(self) -> Labelled:
        """What is done once by a year: ``deed``, which needs its object, or ``state``, which is enough by itself."""
        return self._classes(deed="milestones", state="milestone_states")

    @cached_property
    def milestone_light(self) -> frozenset[str]:
        """Words by which such a thing is aimed at: they say nothing of it."""
        return frozenset(self._lexicon.fold(word) for word in self._words["milestone_light"])

    @property
    def milestone_words(self) -> int:
        """Words that tell the object of a deed."""
        return int(self._words["milestone_words"])

    @cached_property
    def milestone_years(self) -> re.Pattern[str]:
        """The year by which something is done, group ``y``, with the word that leads on to it."""
        return self._compiled("milestone_years")

    @property
    def month_first(self) -> bool:
        """Whether the month may stand first in a date of digits."""
        return bool(self._words["month_first"])

    @cached_property
    def congress(self) -> re.Pattern[str]:
        """A counted congress, group ``ordinal``."""
        return self._compiled("congress")

    @cached_property
    def committee(self) -> re.Pattern[str]:
        """A committee counted by the congress that elected it, group ``ordinal``."""
        return self._compiled("committee")

    @cached_property
    def met(self) -> re.Pattern[str]:
        """How many targets were met: groups ``met`` and ``total``, or ``met2`` and ``total2``."""
        return self._compiled("met")
