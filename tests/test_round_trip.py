"""Law: a figure that is written in any form, in either language, is read back with its value, unit and kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.base import number
from auditor.evaluation.labels import small_document
from auditor.extraction import extract
from auditor.intervals import decimal_text, interval_text
from auditor.model import Interval
from auditor.pipeline import Knowledge

ABOUT = Decimal("0.05")


@dataclass(frozen=True)
class Written:
    """A figure in words, with what must be read: the interval, unit, kind."""

    text: str
    value: Interval
    unit: str
    kind: str


def spread(value: Decimal, places: int, factor: Decimal) -> tuple[Decimal, Decimal]:
    """What a printed number stands for, in the base unit."""
    half = Decimal(1).scaleb(-places) / 2
    return (value - half) * factor, (value + half) * factor


UNITS = {
    "vi": [
        ("tỷ đồng", "VND", 10**9),
        ("triệu USD", "USD", 10**6),
        ("ha", "ha", 1),
        ("km²", "ha", 100),
        ("nghìn tấn", "tonne", 1000),
        ("km", "km", 1),
        ("MW", "MW", 1),
        ("triệu kWh", "kWh", 10**6),
        ("nghìn đồng", "VND", 1000),
        ("tạ", "tonne", "0.1"),
        ("m3", "m3", 1),
        ("kV", "kV", 1),
        ("vạn lít", "litre", 10**4),
        ("triệu euro", "EUR", 10**6),
    ],
    "en": [
        ("billion dong", "VND", 10**9),
        ("million dollars", "USD", 10**6),
        ("hectares", "ha", 1),
        ("square kilometres", "ha", 100),
        ("thousand tonnes", "tonne", 1000),
        ("km", "km", 1),
        ("megawatts", "MW", 1),
        ("million kWh", "kWh", 10**6),
        ("million pounds", "GBP", 10**6),
        ("bn euros", "EUR", 10**9),
        ("acres", "ha", "0.40468564224"),
        ("cubic metres", "m3", 1),
        ("kg", "tonne", "0.001"),
        ("miles", "km", "1.609344"),
    ],
}
PERCENT = {"vi": "%", "en": " per cent"}
POINTS = {"vi": " điểm phần trăm", "en": " percentage points"}
NOUNS = {"vi": ["hộ gia đình", "doanh nghiệp", "lượt khách"], "en": ["households", "companies", "visits"]}
SENTENCES = {
    "vi": {
        "plain": "Kết quả của các chỉ tiêu trong báo cáo đạt {}.",
        "count": "Trong vùng có {} {}.",
        "change": "Sản lượng của vùng tăng {} so với cùng kỳ.",
        "fraction": "Có {} thôn được công nhận.",
        "rank": "Chỉ số của vùng xếp thứ {}.",
    },
    "en": {
        "plain": "The result of the work in the report reached {}.",
        "count": "In the region there are {} {}.",
        "change": "The output of the region rose by {} on the previous year.",
        "fraction": "{} villages were recognised.",
        "rank": "The index of the region ranked {}.",
    },
}
BOUNDS = {
    "vi": [("trên ", "low"), ("ít nhất ", "low"), ("dưới ", "high"), ("không quá ", "high")],
    "en": [("more than ", "low"), ("at least ", "low"), ("less than ", "high"), ("no more than ", "high")],
}
ABOUTS = {"vi": ["khoảng ", "chừng "], "en": ["about ", "around "]}


def digits(language: str, value: Decimal, places: int) -> str:
    """A number as the language writes it."""
    return number(value, "," if language == "vi" else ".", places=places)


@st.composite
def written(draw: st.DrawFn, language: str) -> Written:
    """A figure of any form, in a sentence."""
    say = SENTENCES[language]
    form = draw(
        st.sampled_from(["measure", "percent", "points", "count", "bound", "about", "range", "fraction", "rank"])
    )
    places = draw(st.integers(0, 2))
    value = draw(st.integers(1, 10**5)) / Decimal(10) ** places
    surface, unit, by = draw(st.sampled_from(UNITS[language]))
    factor = Decimal(by)
    if form == "percent":
        low, high = spread(value, places, Decimal(1))
        text = say["plain"].format(digits(language, value, places) + PERCENT[language])
        return Written(text, Interval(low, high), "percent", "share")
    if form == "points":
        low, high = spread(value, places, Decimal(1))
        text = say["change"].format(digits(language, value, places) + POINTS[language])
        return Written(text, Interval(low, high), "percentage-point", "change")
    if form == "count":
        whole = Decimal(draw(st.integers(2, 10**6)))
        text = say["count"].format(digits(language, whole, 0), draw(st.sampled_from(NOUNS[language])))
        return Written(text, Interval(whole, whole), "count", "value")
    if form in ("fraction", "rank"):
        total = draw(st.integers(2, 900))
        part = draw(st.integers(1, total))
        text = say[form].format(f"{part}/{total}")
        return Written(text, Interval(Decimal(part), Decimal(part)), "count", form)
    low, high = spread(value, places, factor)
    printed = f"{digits(language, value, places)} {surface}"
    if form == "bound":
        word, side = draw(st.sampled_from(BOUNDS[language]))
        bound = value * factor
        interval = Interval(bound, None) if side == "low" else Interval(None, bound)
        return Written(say["plain"].format(word + printed), interval, unit, "value")
    if form == "about":
        word = draw(st.sampled_from(ABOUTS[language]))
        return Written(
            say["plain"].format(word + printed), Interval(low - low * ABOUT, high + high * ABOUT), unit, "value"
        )
    if form == "range":
        other = value + draw(st.integers(1, 500))
        joint = draw(st.sampled_from([" - ", "–", " đến " if language == "vi" else " to "]))
        text = say["plain"].format(
            f"{digits(language, value, places)}{joint}{digits(language, other, places)} {surface}"
        )
        return Written(text, Interval(value * factor, other * factor), unit, "range")
    return Written(say["plain"].format(printed), Interval(low, high), unit, "value")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_written_is_read(language: str, knowledge: Knowledge) -> None:
    """Measures, money, percent, points, counts, bounds, hedges, ranges, fractions, ranks."""

    @settings(max_examples=250, deadline=None)
    @given(written(language))
    def law(figure: Written) -> None:
        document = small_document("a", figure.text, "", 2025, language)
        found = extract(document, knowledge.packs[language]).figures
        assert len(found) == 1, (figure.text, [f.text for f in found])
        read = found[0]
        assert (read.value.low, read.value.high) == (figure.value.low, figure.value.high), figure.text
        assert (read.unit, str(read.kind)) == (figure.unit, figure.kind), figure.text
        assert document.text[read.start : read.end] == read.text

    law()


@dataclass(frozen=True)
class Pair:
    """A sentence with two figures, and of each: what the digits stand for, unit, kind, role."""

    text: str
    expected: list[tuple[Interval, str, str, str]]


WORDS = {
    "vi": {12: "mười hai", 21: "hai mươi mốt", 45: "bốn mươi lăm", 105: "một trăm linh năm", 250: "hai trăm năm mươi"},
    "en": {12: "twelve", 21: "twenty-one", 45: "forty-five", 105: "one hundred and five", 250: "two hundred and fifty"},
}
TWO = {
    "vi": {
        "ends": ["Sản lượng của vùng tăng từ {} lên {}.", "Chi phí của vùng giảm từ {} xuống còn {}."],
        "plan": "Khối lượng của vùng đạt {}, bằng {} kế hoạch.",
        "beside": "Đã mở {} lớp/{} học viên trong vùng.",
        "words": "Trong vùng có {} xã và {} hộ.",
        "change": "Khối lượng của vùng đạt {}, tăng {} so với năm trước.",
    },
    "en": {
        "ends": ["The output of the region rose from {} to {}.", "The cost of the work fell from {} to {}."],
        "plan": "The volume of the region came to {}, or {} of the plan.",
        "beside": "The region held {} courses/{} trainees.",
        "words": "In the region there are {} villages and {} households.",
        "change": "The volume of the region came to {}, up {} on the previous year.",
    },
}


@st.composite
def paired(draw: st.DrawFn, language: str) -> Pair:
    """Two figures of one sentence: end points, plan share, pair, change, number words."""
    say = TWO[language]
    form = draw(st.sampled_from(sorted(say)))
    if form in ("beside", "words"):
        whole = draw(st.integers(1000, 9000)) if form == "beside" else draw(st.sampled_from(sorted(WORDS[language])))
        first = draw(st.integers(2, 900))
        shown = digits(language, Decimal(whole), 0) if form == "beside" else WORDS[language][whole]
        counts = [(Interval(Decimal(n), Decimal(n)), "count", "value", "result") for n in (first, whole)]
        text = say[form].format(first, shown) if form == "beside" else say[form].format(shown, first)
        return Pair(text, counts if form == "beside" else counts[::-1])
    places = draw(st.integers(0, 2))
    surface, unit, by = draw(st.sampled_from(UNITS[language]))
    value = draw(st.integers(2, 10**5)) / Decimal(10) ** places
    printed = f"{digits(language, value, places)} {surface}"
    amount = Interval(*spread(value, places, Decimal(by)))
    if form == "ends":
        rises = draw(st.booleans())
        other = value + draw(st.integers(1, 500))
        first, last = (value, other) if rises else (other, value)
        shown_ends = [f"{digits(language, v, places)} {surface}" for v in (first, last)]
        ends = [(Interval(*spread(v, places, Decimal(by))), unit, "value") for v in (first, last)]
        text = say["ends"][0 if rises else 1].format(*shown_ends)
        return Pair(text, [(*ends[0], "baseline"), (*ends[1], "result")])
    share = draw(st.integers(1, 2000)) / Decimal(10)
    percent = (Interval(*spread(share, 1, Decimal(1))), "percent", "share" if form == "plan" else "change", "result")
    text = str(say[form]).format(printed, digits(language, share, 1) + PERCENT[language])
    return Pair(text, [(amount, unit, "value", "result"), percent])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_figures_of_a_sentence_are_read(language: str, knowledge: Knowledge) -> None:
    """End points, plan shares, pairs, changes and number words keep what belongs to each."""

    @settings(max_examples=250, deadline=None)
    @given(paired(language))
    def law(pair: Pair) -> None:
        document = small_document("a", pair.text, "", 2025, language)
        found = extract(document, knowledge.packs[language]).figures
        read = [(f.printed, f.unit, str(f.kind), str(f.role)) for f in found]
        bounds = [((i.low, i.high), *rest) for i, *rest in read]
        assert bounds == [((i.low, i.high), *rest) for i, *rest in pair.expected], pair.text

    law()


def hostile() -> list[tuple[str, Callable[[int], str]]]:
    """Texts that a careless expression would take forever over."""
    return [
        ("digits", lambda n: "7" * n),
        ("brackets", lambda n: "(" * n + "5" + ")" * n),
        ("one line", lambda n: "đạt 5% " * (n // 7)),
        ("commas", lambda n: "1," * (n // 2)),
        ("number words", lambda n: "hai mươi " * (n // 9)),
        ("slashes", lambda n: "3/" * (n // 2)),
        ("dashes", lambda n: "5 - " * (n // 4)),
    ]


@pytest.mark.parametrize(("name", "make"), hostile())
def test_hostile_text_is_read_to_the_end(name: str, make: Callable[[int], str], knowledge: Knowledge) -> None:
    """A long run of one thing ends, and every numeral of it is entered in the ledger."""
    document = small_document("a", make(60_000), "", 2025, "vi")
    found = extract(document, knowledge.packs["vi"])
    ledger = found.ledger
    assert ledger.numerals == ledger.figures + ledger.facts + ledger.non_figures + ledger.unread
    assert ledger.numerals >= 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Diện tích đạt 12.34 ha.", [("12.335", "12.345", "1233.5..1234.5", 0.7)]),
        ("Có 1.234.56 hộ nghèo.", [("1234.555", "1234.565", "123456..123456", 0.7)]),
        ("Có １２３ xã.", [("123", "123", "", 0.7)]),
        ("Diện tích đạt 3½ ha.", [("3.5", "3.5", "", 1.0)]),
        ("Tăng trưởng đạt −3,2% trong kỳ.", [("3.15", "3.25", "", 1.0)]),
        ("Tỷ lệ đạt 11 - 10% trong kỳ.", [("10", "11", "", 0.7)]),
        ("Có 1 000 hộ nghèo.", [("1000", "1000", "", 0.7)]),
        ("Có 10⁵ con gia cầm.", [("10", "10", "", 0.7)]),
    ],
)
def test_odd_numerals_have_a_defined_reading(
    text: str, read: list[tuple[str, str, str, float]], knowledge: Knowledge
) -> None:
    """Undecided marks keep both readings; digits of other scripts, fractions, signs, ranges that run back are read."""
    found = extract(small_document("a", text, "", 2025, "vi"), knowledge.packs["vi"]).figures
    shown = [
        (
            decimal_text(f.value.low),
            decimal_text(f.value.high),
            interval_text(f.otherwise) if f.otherwise else "",
            f.confidence,
        )
        for f in found
    ]
    assert shown == read


def test_a_letter_typed_for_a_digit_is_unread(knowledge: Knowledge) -> None:
    """``1O5`` is no 1: it is counted as unread, not dropped and not guessed."""
    found = extract(small_document("a", "Có 1O5 hộ nghèo.", "", 2025, "vi"), knowledge.packs["vi"])
    assert found.figures == ()
    assert found.ledger.unread == 1
