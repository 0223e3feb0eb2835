"""Pages whose figures fit, in both languages, each told in two ways, as two reports of one organisation tell it::

python -m tests.clean DIR --pages 300      write them, two files a page, for a look

Numbers, subjects, forms and the order of statements vary with the seed. Every statement is true of some values before
rounding; both tellings are true of the same.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

Told = tuple[str, str]
"""One fact in two ways."""


def rounded(value: Decimal, places: int = 1) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


class Page:
    """Draws what a page states; ``language`` says how numbers are printed."""

    def __init__(self, seed: int, language: str) -> None:
        """The same seed draws the same."""
        self.random = random.Random(seed)
        self.language = language

    def show(self, value: Decimal | int) -> str:
        text = f"{value:,}"
        return text if self.language == "en" else text.replace(",", "\0").replace(".", ",").replace("\0", ".")

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def decimal(self, low: int, high: int, places: int = 3) -> Decimal:
        return Decimal(self.random.randint(low * 10**places, high * 10**places)).scaleb(-places)

    def one_of(self, *choices: str) -> str:
        return self.random.choice(choices)

    def day(self) -> date:
        return date(2024, 1, 2) + timedelta(days=self.random.randrange(360))


def vi_income(p: Page) -> Told:
    a, grown = p.decimal(30, 60), p.decimal(4, 30)
    x, y, d = (p.show(rounded(v)) for v in (a, a + grown, grown))
    return (
        f"Thu nhập bình quân đầu người tăng từ {x} triệu đồng năm 2020 lên {y} triệu đồng năm 2024, tăng {d} triệu đồng.",
        f"Năm 2024, thu nhập bình quân đầu người đạt {y} triệu đồng, tăng {d} triệu đồng so với năm 2020 ({x} triệu đồng).",
    )


def vi_share(p: Page) -> Told:
    total = p.whole(40, 190)
    part = p.whole(total // 2, total)
    share = p.show(rounded(Decimal(100 * part) / total, 2))
    what = p.one_of("xã đạt chuẩn nông thôn mới", "trường đạt chuẩn quốc gia", "thôn có nhà văn hóa")
    noun = what.split()[0]
    return (
        f"Đến nay có {part}/{total} {what}, đạt {share}%.",
        f"Toàn tỉnh có {part} trong tổng số {total} {noun} đạt chuẩn.",
    )


def vi_plan(p: Page) -> Told:
    plan = p.whole(1000, 9000)
    result = p.whole(plan // 2, plan * 4 // 3)
    share = p.show(rounded(Decimal(100 * result) / plan))
    return (
        f"Trồng rừng mới {p.show(result)} ha, đạt {share}% kế hoạch (kế hoạch {p.show(plan)} ha).",
        f"Diện tích trồng rừng mới là {p.show(result)} ha/kế hoạch {p.show(plan)} ha.",
    )


def vi_sum(p: Page) -> Told:
    parts = [p.whole(5, 90) for _ in range(3)]
    a, b, c = parts
    return (
        f"Cấp mới {sum(parts)} dự án, gồm {a} dự án công nghiệp, {b} dự án nông nghiệp và {c} dự án du lịch.",
        f"Toàn tỉnh cấp mới {sum(parts)} dự án ({a} dự án công nghiệp; {b} dự án nông nghiệp; {c} dự án du lịch).",
    )


def vi_money(p: Page) -> Told:
    parts = [p.decimal(100, 900) for _ in range(3)]
    total, *shown = (p.show(rounded(v)) for v in (sum(parts, Decimal(0)), *parts))
    a, b, c = shown
    return (
        f"Tổng vốn thực hiện {total} tỷ đồng, trong đó vốn trung ương {a} tỷ đồng, vốn tỉnh {b} tỷ đồng, vốn huy động {c} tỷ đồng.",
        f"Tổng vốn thực hiện là {total} tỷ đồng (vốn trung ương {a} tỷ đồng, vốn tỉnh {b} tỷ đồng, vốn huy động {c} tỷ đồng).",
    )


def vi_growth(p: Page) -> Told:
    a = p.whole(300, 900)
    b = a + p.whole(30, 300)
    rate = p.show(rounded(Decimal(100 * (b - a)) / a))
    return (
        f"Số hợp tác xã tăng từ {a} lên {b}, tăng {rate}%.",
        f"Toàn tỉnh có {b} hợp tác xã, tăng {b - a} hợp tác xã so với năm 2020.",
    )


def vi_poverty(p: Page) -> Told:
    a, fall = p.decimal(6, 12), p.decimal(1, 5)
    x, y, d = (p.show(rounded(v, 2)) for v in (a, a - fall, fall))
    return (
        f"Tỷ lệ hộ nghèo giảm từ {x}% năm 2021 xuống còn {y}% năm 2024, giảm {d} điểm phần trăm.",
        f"Tỷ lệ hộ nghèo năm 2024 còn {y}%.",
    )


def vi_rank(p: Page) -> Told:
    before = p.whole(20, 60)
    after = p.whole(5, before - 1)
    return (
        f"Chỉ số cải cách hành chính xếp thứ {after}/63, tăng {before - after} bậc so với năm 2023 (xếp thứ {before}/63).",
        f"Chỉ số cải cách hành chính tăng từ vị trí {before}/63 lên vị trí {after}/63.",
    )


def vi_average(p: Page) -> Told:
    years = p.whole(3, 5)
    total = p.decimal(1000, 9000, 1)
    return (
        f"Trong {years} năm giải ngân {p.show(total)} tỷ đồng, bình quân mỗi năm {p.show(rounded(total / years))} tỷ đồng.",
        f"Trong {years} năm đã giải ngân {p.show(total)} tỷ đồng.",
    )


def vi_structure(p: Page) -> Told:
    a, b = p.decimal(10, 30, 1), p.decimal(25, 45, 1)
    x, y, z = (p.show(v) for v in (a, b, 100 - a - b))
    text = f"Cơ cấu kinh tế: nông nghiệp chiếm {x}%, công nghiệp chiếm {y}%, dịch vụ chiếm {z}%."
    return text, text.replace("Cơ cấu kinh tế:", "Cơ cấu kinh tế năm 2024 là")


def vi_meeting(p: Page) -> Told:
    day = p.day()
    named = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")[day.weekday()] if day.weekday() < 6 else ""
    weekday = f"thứ {named}" if named else "Chủ nhật"
    shown = f"{day.day}/{day.month}/{day.year}"
    return (
        f"Hội nghị tổng kết khai mạc {weekday}, ngày {shown}.",
        f"Ngày {shown} ({weekday}), Hội nghị tổng kết khai mạc.",
    )


def vi_lists(p: Page) -> Told:
    items = p.random.sample(["thể chế", "nhân lực", "hạ tầng", "dữ liệu", "an toàn", "môi trường"], p.whole(3, 5))
    numbered = "; ".join(f"({n}) phát triển {item}" for n, item in enumerate(items, 1))
    return (
        f"Chương trình xác định {len(items)} nhiệm vụ trọng tâm: {numbered}.",
        f"Chương trình gồm {len(items)} trụ cột: {', '.join(items)}.",
    )


def vi_citation(p: Page) -> Told:
    number, day = p.whole(1, 60), p.day()
    shown = f"{day.day:02}/{day.month}/{day.year}"
    return (
        f"Nghị quyết số {number:02}/{day.year}/NQ-HĐND, ngày {shown} của HĐND tỉnh được triển khai.",
        f"Triển khai Nghị quyết số {number:02}/{day.year}/NQ-HĐND, ngày {shown} của HĐND tỉnh.",
    )


def vi_cases(p: Page) -> Told:
    total = p.whole(120, 900)
    part = p.whole(total // 2, total - 1)
    share = p.show(rounded(Decimal(100 * part) / total))
    return (
        f"Các cơ quan tiếp nhận {total} đơn, đã giải quyết {part} đơn, đạt tỷ lệ {share}%.",
        f"Đã giải quyết {part}/{total} đơn (đạt {share}%).",
    )


def vi_states(p: Page) -> Told:
    a, b, c = (p.whole(3, 20) for _ in range(3))
    total = a + b + c
    return (
        f"Trong {total} công trình, {a}/{total} công trình đã hoàn thành, {b}/{total} công trình đang thi công, {c}/{total} công trình chưa khởi công.",
        f"Có {a}/{total} công trình đã hoàn thành.",
    )


def en_income(p: Page) -> Told:
    a, grown = p.decimal(300, 600), p.decimal(20, 90)
    x, y, d = (p.show(rounded(v)) for v in (a, a + grown, grown))
    return (
        f"Average weekly pay rose from {x} pounds in 2020 to {y} pounds in 2024, up {d} pounds.",
        f"In 2024 average weekly pay was {y} pounds.",
    )


def en_share(p: Page) -> Told:
    total = p.whole(40, 190)
    part = p.whole(total // 2, total)
    share = p.show(rounded(Decimal(100 * part) / total))
    what = p.one_of("schools met the national standard", "wards had a library", "clinics opened at weekends")
    return f"In all {part}/{total} {what}, or {share}%.", f"Of the total, {part}/{total} {what} ({share}%)."


def en_plan(p: Page) -> Told:
    plan = p.whole(400, 3000)
    result = p.whole(plan // 2, plan * 5 // 4)
    share = p.show(rounded(Decimal(100 * result) / plan))
    return (
        f"The board built {p.show(result)} homes, {share}% of its target of {p.show(plan)} homes.",
        f"The board built {p.show(result)} homes against a target of {p.show(plan)}, or {share}%.",
    )


def en_sum(p: Page) -> Told:
    a, b, c = (p.whole(5, 90) for _ in range(3))
    return (
        f"The council ran {a + b + c} sites ({a} libraries, {b} pools and {c} museums).",
        f"There were {a + b + c} sites, comprising {a} libraries, {b} pools and {c} museums.",
    )


def en_money(p: Page) -> Told:
    parts = [p.decimal(10, 90) for _ in range(3)]
    total, a, b, c = (p.show(rounded(v)) for v in (sum(parts, Decimal(0)), *parts))
    return (
        f"The scheme cost £{total} million, made up of £{a} million from the state, £{b} million from the region and £{c} million from lenders.",
        f"The cost of the scheme was £{total} million.",
    )


def en_growth(p: Page) -> Told:
    a = p.whole(300, 900)
    b = a + p.whole(30, 300)
    rate = p.show(rounded(Decimal(100 * (b - a)) / a))
    return (
        f"The number of clubs rose from {a} to {b}, up {rate}%.",
        f"There were {b} clubs, {b - a} more than in 2020.",
    )


def en_rate(p: Page) -> Told:
    a, fall = p.decimal(6, 12), p.decimal(1, 5)
    x, y, d = (p.show(rounded(v)) for v in (a, a - fall, fall))
    return (
        f"Unemployment fell from {x}% in 2021 to {y}% in 2024, down {d} percentage points.",
        f"In 2024 unemployment was {y}%.",
    )


def en_rank(p: Page) -> Told:
    before = p.whole(20, 60)
    after = p.whole(5, before - 1)
    return (
        f"The county's rank improved from {before}/63 to {after}/63.",
        f"The county was ranked {after}/63.",
    )


def en_average(p: Page) -> Told:
    years = p.whole(3, 5)
    total = p.decimal(1000, 9000, 1)
    return (
        f"Over {years} years the fund paid {p.show(total)} million pounds, an average of {p.show(rounded(total / years))} million pounds a year.",
        f"Over {years} years the fund paid {p.show(total)} million pounds.",
    )


def en_structure(p: Page) -> Told:
    a, b = p.decimal(10, 30, 1), p.decimal(25, 45, 1)
    x, y, z = (p.show(v) for v in (a, b, 100 - a - b))
    text = f"Breakdown of spending: homes {x}%, roads {y}%, schools {z}%."
    return text, text.replace("Breakdown of spending:", "Spending breaks down as follows:")


def en_meeting(p: Page) -> Told:
    day = p.day()
    shown = f"{day.day} {day:%B} {day.year}"
    return f"The annual assembly opened on {day:%A}, {shown}.", f"On {shown} the annual assembly opened."


def en_lists(p: Page) -> Told:
    items = p.random.sample(["homes", "roads", "schools", "parks", "clinics", "rivers"], p.whole(3, 5))
    numbered = "; ".join(f"({n}) better {item}" for n, item in enumerate(items, 1))
    return (
        f"The plan sets {len(items)} priorities: {numbered}.",
        f"The scheme rests on {len(items)} pillars: {', '.join(items)}.",
    )


def en_citation(p: Page) -> Told:
    number, day = p.whole(1, 60), p.day()
    named = f"Resolution No. {number}/{day.year} of {day.day} {day:%B} {day.year}"
    return f"{named} was carried out.", f"The council carried out {named}."


def en_cases(p: Page) -> Told:
    total = p.whole(120, 900)
    part = p.whole(total // 2, total - 1)
    share = p.show(rounded(Decimal(100 * part) / total))
    return (
        f"The office received {total} complaints and settled {part} complaints, a rate of {share}%.",
        f"In all {part}/{total} complaints were settled, or {share}%.",
    )


def en_states(p: Page) -> Told:
    a, b, c = (p.whole(3, 20) for _ in range(3))
    total = a + b + c
    return (
        f"Of {total} bridges, {a}/{total} bridges are finished, {b}/{total} bridges are under construction and {c}/{total} bridges are pending.",
        f"So far {a}/{total} bridges are finished.",
    )


FACTS: dict[str, list[Callable[[Page], Told]]] = {
    language: [make for name, make in globals().items() if name.startswith(f"{language}_")] for language in ("vi", "en")
}
HEADS = {
    "vi": (
        "BÁO CÁO CHÍNH TRỊ\n\nTỉnh Sông Trà năm 2024",
        "BÁO CÁO KIỂM ĐIỂM\n\nTỉnh Sông Trà năm 2024",
        ("1. Về kinh tế", "2. Về xã hội", "3. Về xây dựng Đảng"),
    ),
    "en": (
        "Annual report 2024\n\nSouthmoor county",
        "Executive summary 2024\n\nSouthmoor county",
        ("1. The economy", "2. People and places", "3. How the county is run"),
    ),
}


def page(seed: int, language: str) -> Told:
    """One page in two tellings: each fact once, in an order of its own in each."""
    draw = Page(seed, language)
    first, second, headings = HEADS[language]
    facts = [make(draw) for make in FACTS[language]]
    draw.random.shuffle(facts)
    mine = [fact[0] for fact in facts]
    theirs = [fact[1] for fact in facts]
    draw.random.shuffle(theirs)
    return _written(first, headings, mine), _written(second, headings, theirs)


def _written(head: str, headings: Sequence[str], statements: Sequence[str]) -> str:
    each = -(-len(statements) // len(headings))
    parts = [f"{heading}\n\n{' '.join(statements[n * each : (n + 1) * each])}" for n, heading in enumerate(headings)]
    return "\n\n".join([head, *parts]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write pages into a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("::")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(options.pages // 2):
        language = ("vi", "en")[seed % 2]
        for which, text in zip("ab", page(seed, language), strict=True):
            (options.folder / f"{seed:03}-{which}.{language}.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
