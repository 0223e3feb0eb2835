"""Statements of arithmetic in both languages, generated: right, or with one digit changed in the figure that others make."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def vi(value: Decimal | int) -> str:
    return f"{value:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def en(value: Decimal | int) -> str:
    return f"{value:,}"


class Maker:
    """Makes statements whose figures fit, or, with ``slip``, do not."""

    def __init__(self, seed: int, show: Callable[[Decimal | int], str], *, slip: bool = False) -> None:
        """Make the same statements for the same seed; ``show`` prints numbers in the language."""
        self.random = random.Random(seed)
        self.show = show
        self.slip = slip

    def told(self, value: Decimal) -> str:
        """The figure that the others make, with a digit changed where a slip is wanted."""
        printed = self.show(value)
        if not self.slip:
            return printed
        at = self.random.choice([i for i, c in enumerate(printed) if c.isdigit()][:-1])
        digits = [d for d in "123456789" if d != printed[at]]
        return printed[:at] + self.random.choice(digits) + printed[at + 1 :]

    def decimal(self, low: int, high: int, places: int) -> Decimal:
        return Decimal(self.random.randint(low * 10**places, high * 10**places)).scaleb(-places)

    def change(self) -> tuple[str, str, str]:
        """From A to B, and B - A, with one decimal; the true values lie anywhere in what is printed."""
        a, grown = self.decimal(20, 60, 3), self.decimal(5, 30, 3)
        return self.show(rounded(a, 1)), self.show(rounded(a + grown, 1)), self.told(rounded(grown, 1))

    def share(self) -> tuple[str, str, str]:
        whole = self.random.randint(40, 900)
        part = self.random.randint(10, whole)
        return self.show(part), self.show(whole), self.told(rounded(Decimal(100 * part) / whole, 1))

    def plan(self) -> tuple[str, str, str]:
        plan = self.random.randint(1000, 9000)
        result = self.random.randint(plan // 2, plan * 3 // 2)
        return self.show(result), self.show(plan), self.told(rounded(Decimal(100 * result) / plan, 1))

    def parts(self) -> tuple[str, str, str, str]:
        parts = [self.decimal(10, 90, 3) for _ in range(3)]
        first, second, third = (self.show(rounded(v, 1)) for v in parts)
        return self.told(rounded(sum(parts, Decimal(0)), 1)), first, second, third

    def percent(self) -> tuple[str, str, str]:
        a = self.random.randint(300, 900)
        b = a + self.random.randint(50, 300)
        return self.show(a), self.show(b), self.told(rounded(Decimal(100 * (b - a)) / a, 1))

    def average(self) -> tuple[int, str, str]:
        years = self.random.randint(2, 5)
        total = self.decimal(1000, 9000, 1)
        return years, self.show(total), self.told(rounded(total / years, 1))

    def growth(self) -> tuple[str, str, str]:
        years, a, rate = 5, self.decimal(100, 900, 1), self.decimal(3, 12, 2)
        b = a * (1 + rate / 100) ** years
        return self.show(a), self.show(rounded(b, 1)), self.told(rounded(rate, 1))


def vietnamese(make: Maker) -> str:
    kind = make.random.randrange(7)
    if kind == 0:
        return (
            "Thu nhập bình quân tăng từ {} triệu đồng năm 2020 lên {} triệu đồng năm 2024, tăng {} triệu đồng.".format(
                *make.change()
            )
        )
    if kind == 1:
        return "Có {}/{} xã đạt chuẩn, đạt {}%.".format(*make.share())
    if kind == 2:
        result, plan, share = make.plan()
        return f"Trồng rừng đạt {result} ha, bằng {share}% kế hoạch (kế hoạch {plan} ha)."
    if kind == 3:
        return "Tổng chi là {} tỷ đồng, gồm giao thông {} tỷ đồng, thủy lợi {} tỷ đồng, giáo dục {} tỷ đồng.".format(
            *make.parts()
        )
    if kind == 4:
        return "Số hợp tác xã tăng từ {} lên {}, tăng {}%.".format(*make.percent())
    if kind == 5:
        years, total, mean = make.average()
        return f"Trong {years} năm giải ngân {total} tỷ đồng, bình quân mỗi năm {mean} tỷ đồng."
    return "Doanh thu tăng từ {} tỷ đồng năm 2019 lên {} tỷ đồng năm 2024, tăng bình quân {}%/năm.".format(
        *make.growth()
    )


def english(make: Maker) -> str:
    kind = make.random.randrange(7)
    if kind == 0:
        return "Average pay rose from {} million pounds in 2020 to {} million pounds in 2024, up {} million pounds.".format(
            *make.change()
        )
    if kind == 1:
        return "In all {}/{} schools passed, a rate of {}%.".format(*make.share())
    if kind == 2:
        result, plan, share = make.plan()
        return f"Output reached {result} tonnes, {share}% of the plan ({plan} tonnes)."
    if kind == 3:
        return "The scheme cost {} million pounds, made up of {} million pounds from the state, {} million pounds from the region and {} million pounds from lenders.".format(
            *make.parts()
        )
    if kind == 4:
        return "The number of clubs rose from {} to {}, up {}%.".format(*make.percent())
    if kind == 5:
        years, total, mean = make.average()
        return f"Over {years} years the board paid {total} million pounds, an average of {mean} million pounds a year."
    return "Revenue rose from {} million pounds in 2019 to {} million pounds in 2024, growing by {}% a year.".format(
        *make.growth()
    )
