"""What figures are of: how they relate to their subject, their time and scope, in the turns of phrase of real reports.

Each case is a text, a figure of it, and attributes that it must have: ``measure``, ``base``, ``period``, ``scope``,
``role``, ``kind``, ``unit``, ``noun``, ``hedge``, ``per``. An empty value is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from auditor.model import Figure
from auditor.pipeline import Audit

SAME_RATE = (
    "Tính chung quý III/2025, tổng sản phẩm của huyện Yên Sơn có tốc độ tăng ước đạt {} so với cùng kỳ năm trước."
)
GUEST = (
    "Đảng bộ huyện Yên Sơn tổ chức đại hội. Dự đại hội có đồng chí Phạm Văn Khoa, Bí thư Huyện ủy Chiêm Hóa, cùng 214 "
    "đại biểu chính thức. Huyện Yên Sơn chào mừng đại hội."
)
CASES = [
    # A rate of growth told against last year is no level in percent of it; a level is.
    (SAME_RATE.format("6,84%"), "6,84%", "measure=up base=previous-year period=2025-Q3"),
    (SAME_RATE.format("106,8%"), "106,8%", "measure=previous"),
    ("The growth rate of exports was 6.8% of the previous year's.", "6.8%", "measure=up"),
    # What a rate is compared with is of the time right behind it.
    (
        "Quý II/2025, GRDP tăng 6,84%, thấp hơn tốc độ tăng 7,92% của quý II/2022.",
        "7,92%",
        "role=baseline period=2022-Q2",
    ),
    # The year of constant prices is no time.
    ("Năm 2024, GRDP theo giá so sánh năm 2010 tăng 6,84%.", "6,84%", "period=2024"),
    ("Năm 2024, giá trị sản xuất (giá cố định 1994) đạt 3.120 tỷ đồng.", "3.120 tỷ đồng", "period=2024"),
    ("In 2024 output at constant 2015 prices rose by 6.8%.", "6.8%", "period=2024"),
    # Two changes told at once are both changes.
    (
        "Có 312 doanh nghiệp thành lập mới và 127 doanh nghiệp giải thể (lần lượt tăng 12,4% và 31,6% so với cùng kỳ).",
        "31,6%",
        "measure=up base=previous-year",
    ),
    ("Diện tích lúa và ngô tăng 7,05% và 6,77% so với cùng kỳ.", "6,77%", "measure=up base=previous-year"),
    # Months and first months of a year are told in words, too.
    ("Tính chung tám tháng năm 2024, kim ngạch đạt 412 triệu USD.", "412 triệu USD", "period=2024-M8"),
    ("Tháng Mười Hai năm 2023 có 318 doanh nghiệp thành lập mới.", "318", "period=2023-12"),
    # What opens with words for parts goes on with the time of the sentence before it, wherever that stands.
    (
        "BÁO CÁO 9 THÁNG NĂM 2024\n\nTổng sản phẩm trên địa bàn của tỉnh (GRDP) quý III/2024 tăng 7,35%. Trong đó, khu vực "
        "dịch vụ tăng 6,12%.",
        "6,12%",
        "period=2024-Q3",
    ),
    (
        "Tính đến tháng 02/2024, cả huyện có 81.460 người tham gia bảo hiểm. Trong đó, bảo hiểm tự nguyện là 4.215 người.",
        "4.215",
        "period=2024-02",
    ),
    (
        "BÁO CÁO 9 THÁNG NĂM 2024\n\nTổng sản phẩm trên địa bàn của tỉnh (GRDP) quý III/2024 tăng 7,35%. Khu vực dịch vụ "
        "tăng 6,12%.",
        "6,12%",
        "period=2024-M9",
    ),
    # What a change is measured against may stand behind the bracket that tells it once more.
    ("Xảy ra 214 vụ, giảm 38 vụ (15,1%) so với cùng kỳ năm trước.", "38", "measure=down base=previous-year"),
    ("Xảy ra 214 vụ, giảm 38 vụ (15,1%) so với cùng kỳ năm trước.", "15,1%", "measure=down base=previous-year"),
    ("Diện tích ngô 1.214 ha, giảm 3,2% (-40 ha) so cùng kỳ.", "-40 ha", "measure=down base=previous-year"),
    # Points in turn behind percentage points are percentage points; of an index they are none.
    (
        "Công nghiệp tăng 9%, đóng góp 3,41 điểm phần trăm; dịch vụ tăng 7%, đóng góp 2,08 điểm.",
        "2,08 điểm",
        "unit=percentage-point",
    ),
    ("Tỷ lệ tăng 3,41 điểm phần trăm; chỉ số hài lòng đạt 82,08 điểm.", "82,08 điểm", "unit=point"),
    # Against the beginning of the year, or what the congress had resolved.
    ("Dư nợ đạt 31.460 tỷ đồng, tăng 8,4% so với đầu năm.", "8,4%", "measure=up base=year-start"),
    ("Credit reached 31 billion dong, up 8.4% since the start of the year.", "8.4%", "base=year-start"),
    ("Thu ngân sách tăng 14,2% so với nghị quyết.", "14,2%", "measure=up base=plan"),
    # By how much a plan was passed is not planned; and what is called a target is counted like any noun.
    ("Thu ngân sách huyện vượt chỉ tiêu giao 2,7%.", "2,7%", "measure=up base=plan role=result"),
    ("Đã giảm 203 chỉ tiêu biên chế.", "203", "measure=down base="),
    # That of the same months of an earlier year is told next, and no base.
    ("GRDP tăng 6,4%, thấp hơn mức tăng cùng kỳ năm 2022 là 8,7%.", "8,7%", "period=2022"),
    # Each of two rates told in turn is a rise; a rank behind a rate is a rank; what was planned behind a base is a rise.
    ("Doanh thu tăng 2,7% (bán lẻ tăng tương ứng là 2,4% và 26,3%).", "2,4%", "measure=up"),
    ("Tốc độ tăng trưởng đạt 11,07% xếp thứ 4 trong khu vực.", "4", "measure=rank"),
    ("Đàn bò tăng 5,69% so với cùng kỳ (kế hoạch là 4%).", "4%", "measure=up role=plan"),
    # What a bracket calls a target is one; what was carried out before is no time of what is planned.
    ("Tăng trưởng thấp hơn mức Đại hội đề ra (mục tiêu: tăng trưởng bình quân 7-8% mỗi năm).", "7-8%", "role=target"),
    (
        "CHỈ TIÊU NĂM 2026\n\nKim ngạch xuất khẩu 1.790 triệu USD, tăng 1,2% so ước thực hiện năm 2025.",
        "1.790 triệu USD",
        "period=",
    ),
    # A base holds for both that a word joins; plan shares go on in the sentence that parts what was told.
    ("Kiểm tra 450 tổ chức và 206 người (tăng 230 tổ chức và 124 người so với cùng kỳ).", "230", "base=previous-year"),
    (
        "Chi ngân sách đạt 1.690 tỷ đồng, đạt 22,9% dự toán năm. Trong đó, chi đầu tư là 823 tỷ đồng, đạt 48,2%.",
        "48,2%",
        "measure=plan",
    ),
    (
        "Chi ngân sách đạt 1.690 tỷ đồng, đạt 22,9% dự toán năm. Chi đầu tư là 823 tỷ đồng, đạt 48,2%.",
        "48,2%",
        "measure=level",
    ),
    # The sign of an item of a list is no sign of a change; what is wanted is announced.
    ("Kết quả như sau:\n+ 80% cơ sở được cấp giấy chứng nhận.\n+ 12% hộ khá.", "80%", "measure=level"),
    (
        "Phấn đấu đạt một số chỉ tiêu chính sau:\n+ 80% cơ sở được cấp giấy chứng nhận.\n+ 12% hộ khá.",
        "80%",
        "role=target",
    ),
    ("Tổng thu (+ 8,2%) tăng khá.", "8,2%", "measure=up"),
    (
        "Quý II/2025, GDP tăng 7,96%, chỉ đứng sau mức tăng 8,56% của quý II/2022.",
        "8,56%",
        "role=baseline period=2022-Q2",
    ),
    # Who holds an office, and where, is no area of figures.
    ("Phó Bí thư Huyện ủy Trần Đức Lâm biểu dương hội viên xây 54 căn nhà.", "54", "scope="),
    (GUEST, "214", "scope="),
    # Years of work are years, no count of anything.
    ("Đánh giá 5 năm thực hiện Nghị quyết Đại hội đại biểu lần thứ XIX.", "5 năm", "unit=year noun="),
    # What surpassed by so many percent surpassed a plan, unless it is told what.
    ("Kết nạp 612 hội viên, vượt 27%.", "27%", "measure=up base=plan"),
    ("Sản lượng đạt 612 tấn, vượt 27% so với cùng kỳ.", "27%", "measure=up base=previous-year"),
    ("Sản lượng đạt 612 tấn, vượt 27% so với năm 2020.", "27%", "measure=up base="),
    # A share told in a bracket behind a rise is a share; what it was before, in percent, too.
    ("Ngành xây dựng đạt 940 tỷ đồng, tăng 9,4% so với cùng kỳ (đóng góp 21,7%).", "21,7%", "measure=share"),
    ("Tỷ lệ che phủ đạt 61,20%, cao hơn 1,70% so với năm 2023 (59,50%).", "59,50%", "measure=level role=baseline"),
    ("Nợ đọng giảm 63 tỷ đồng so với cùng kỳ (7,8%).", "7,8%", "measure=down"),
    # A rise is told first, then what it came to.
    (
        "Năm 2024, xuất khẩu tăng mạnh, đạt 144 triệu USD, tăng 33,4 triệu USD.",
        "144 triệu USD",
        "measure=level kind=value",
    ),
    ("Năm 2024, xuất khẩu tăng mạnh, đạt 144 triệu USD, tăng 33,4 triệu USD.", "33,4 triệu USD", "measure=up"),
    ("Tỷ lệ hộ dùng nước sạch tăng nhanh, đạt 96,3%.", "96,3%", "measure=level"),
    ("Kinh tế tăng trưởng khá, đạt 8,12%.", "8,12%", "measure=up"),
    # The year of which something is told next is its time.
    ("Năm 2024, thặng dư đạt 6,8 triệu USD, con số của năm 2023 là 2,1 triệu USD.", "2,1 triệu USD", "period=2023"),
    ("Công nghiệp chiếm 37,1% (cơ cấu của năm 2024 là 36,9%).", "36,9%", "period=2024"),
    ("Năm 2018 đón 100 nghìn lượt khách; 2023 đạt 300 nghìn lượt.", "300 nghìn", "period=2023"),
    ("Năm 2025, trong quý 2 năm nay, GRDP của tỉnh tăng 6,4%.", "6,4%", "period=2025-Q2"),
    ("Diện tích lúa là 7.486 ha, giảm 1% so với vụ Xuân năm 2022.", "7.486 ha", "period="),
    (
        "Năm 2023, dư nợ đạt 4.643 tỷ đồng, tăng 12,1% so với cuối năm 2022 (đạt 99,7% kế hoạch).",
        "99,7%",
        "role=result",
    ),
    # A mean over months is no amount of them.
    ("Bình quân một tháng có 125 doanh nghiệp thành lập mới.", "125", "kind=ratio"),
    # Epithets of towns, addresses and what was merged are no areas of figures.
    ("Phát huy truyền thống thành phố Anh hùng, đảng bộ có 312 chi bộ.", "312", "scope="),
    ("Đại hội khai mạc tại Hội trường lớn (phường Hạc Thành) với 312 đại biểu.", "312", "scope="),
    ("Tỉnh Lào Cai và tỉnh Yên Bái hợp nhất thành một tỉnh, diện tích 13.256 km².", "13.256 km²", "scope="),
    ("Theo báo cáo, xã Tân Hợp trồng 312 ha rừng.", "312 ha", "scope=area:Tân Hợp"),
    # The name of a standard tells no rise.
    ("Tỷ lệ xã đạt chuẩn nông thôn mới nâng cao là 18,75%.", "18,75%", "measure=level kind=share"),
    # A number in two scales is one: the greater may stand behind both.
    ("Huy động vốn đạt 5 nghìn 400 tỷ đồng.", "5 nghìn 400 tỷ đồng", "unit=VND"),
    ("Nguồn quỹ đạt 31 tỷ 420,5 triệu đồng.", "31 tỷ 420,5 triệu đồng", "unit=VND"),
    ("Kim ngạch đạt 4 tỷ 315 triệu đôla Mỹ.", "4 tỷ 315 triệu đôla Mỹ", "unit=USD"),
    # What was passed is the target itself, where it is no percentage.
    ("Tạo việc làm cho 19.200 lao động, vượt chỉ tiêu 16.000 lao động.", "16.000", "measure=level role=plan"),
    ("Kết nạp 8.215 đảng viên, vượt chỉ tiêu 2,7%.", "2,7%", "measure=up base=plan role=result"),
    ("Chỉ tiêu hỗ trợ khởi nghiệp vượt 20%.", "20%", "role=result"),
    ("Phấn đấu vượt 10% chỉ tiêu.", "10%", "role=target"),
    # A second share of a plan is as much a result as the first.
    (
        "Kết nạp 75 đảng viên, đạt 83,3% so với chỉ tiêu đề ra và đạt 77,3% so với kế hoạch giao.",
        "77,3%",
        "role=result",
    ),
    # What was kept down is no target; what a bracket holds behind a base is of its time.
    ("Tai nạn được kiềm chế, giảm 3 tiêu chí: xảy ra 214 vụ, làm chết 96 người.", "96", "role=result"),
    ("Quy mô năm 2025 đạt 51.200 tỷ đồng, gấp 1,6 lần năm 2020 (32.000 tỷ đồng).", "32.000 tỷ đồng", "period=2020"),
    ("Chỉ tiêu bao phủ đạt 86,5%, thấp hơn 0,4 điểm phần trăm so với mục tiêu (86,9%).", "86,9%", "measure=level"),
    # Of a list each has its own name: rises and falls, and what is counted or measured behind the number.
    ("Năm 2024, công nghiệp tăng 18,1%; dịch vụ tăng 6,2%.", "6,2%", "phrase=dịch vụ tăng"),
    (
        "Đưa vào khai thác 84 km cao tốc, 265 km đường tỉnh được nâng cấp.",
        "265 km",
        "phrase=Đưa vào khai thác … đường tỉnh được nâng cấp",
    ),
    # Words of its own: who has the second count, a verb of contribution, a label of one word, the names of a list.
    ("Lớp 6 có 44 phòng và lớp 7 có 12 phòng.", "12", "phrase=lớp 7 có … phòng"),
    ("THCS có 44 thư viện và THPT có 12 thư viện.", "44", "phrase=THCS có … thư viện"),
    (
        "Dịch vụ tăng 6,9%, đóng góp 48,4% vào mức tăng chung của huyện.",
        "48,4%",
        "measure=share phrase=Dịch vụ tăng đóng góp vào mức tăng chung của huyện",
    ),
    ("Tỷ lệ học sinh bỏ học: Khối 10: 1,9%; Khối 11: 2,4%.", "1,9%", "phrase=Tỷ lệ học sinh bỏ học: Khối 10"),
    ("Có 412 trường mầm non, tiểu học, THCS.", "412", "phrase=Có … trường mầm non, tiểu học, THCS"),
    ("Tổng số thu BHXH, BHYT, BHTN là 711 tỷ đồng.", "711 tỷ đồng", "phrase=Tổng số thu BHXH, BHYT, BHTN là"),
    (
        "Thu hoạch 310 ha; giao quân năm nay đạt 100% chỉ tiêu.",
        "100%",
        "measure=plan phrase=giao quân năm nay đạt … chỉ tiêu",
    ),
    ("Bắt 12 vụ, 17 đối tượng buôn lậu.", "12", "phrase=Bắt … vụ buôn lậu"),
    (
        "Công nghiệp mở rộng tăng 11,6% (đóng góp 5% vào mức tăng chung), các ngành dịch vụ tăng 10,8%.",
        "10,8%",
        "phrase=các ngành dịch vụ tăng",
    ),
    ("Nhập khẩu tăng 6,4% trong đó nhập khẩu của huyện tăng 7,8%.", "6,4%", "phrase=Nhập khẩu tăng"),
    ("Có 289 cơ sở y tế, gồm 18 bệnh viện, 12 phòng khám, 241 trạm y tế.", "241", "phrase=cơ sở y tế trạm y tế"),
    (
        "Tỷ lệ đi học đúng tuổi: mẫu giáo 91,5%, bậc tiểu học 99,2%.",
        "99,2%",
        "phrase=Tỷ lệ đi học đúng tuổi: bậc tiểu học",
    ),
    ("Tổng thu đạt 94 tỷ đồng, gồm: Thu thuế, lệ phí đạt 62 tỷ đồng.", "62 tỷ đồng", "phrase=Thu thuế, lệ phí đạt"),
    ("Toàn huyện có 41 trường tiểu học, 12 trạm y tế, 3 chợ đầu mối.", "3", "phrase=chợ đầu mối"),
    ("Thi hành kỷ luật 31 tổ chức đảng và 1.416 đảng viên.", "1.416", "phrase=Thi hành kỷ luật … đảng viên"),
    ("In 2024 industry grew by 18.1%, financial services grew by 6.2%.", "6.2%", "phrase=financial services grew by"),
    # What was reached goes on with the time before, whatever a rise beside it is measured against.
    (
        "Năm 2024, ngành gỗ ổn định. Kim ngạch đạt mức kỷ lục 3,14 tỷ USD, tăng 12,6% so với năm 2023.",
        "3,14 tỷ USD",
        "period=2024",
    ),
    (
        "In 2024 the timber trade held up. Exports hit a record £314 million, up 12.6% on 2023.",
        "314 million",
        "period=2024",
    ),
    # Who tells of it, and when, stands before the time that opens a passage.
    (
        "Sở Du lịch cho biết, trong năm 2024, tỉnh đón 814.000 lượt khách. Doanh thu đạt 1.260 tỷ đồng.",
        "1.260 tỷ đồng",
        "period=2024",
    ),
    (
        "Theo Phó Giám đốc Sở Du lịch Lê Thị Mận, năm 2024 tỉnh đón 814.000 lượt khách. Doanh thu đạt 1.260 tỷ đồng.",
        "1.260 tỷ đồng",
        "period=2024",
    ),
    (
        "The tourist board reported that in 2024 the county had 814,000 visitors. Income came to £126 million.",
        "126 million",
        "period=2024",
    ),
    # A stage of proceedings is no time; a stretch of years is.
    ("Kiểm sát trong giai đoạn xét xử 1.214 vụ.", "1.214", "period="),
    ("Trong giai đoạn vừa qua, huyện xây 84 km đường.", "84 km", "period=term"),
    # A month at the beginning of a sentence is one of the document's year.
    ("Báo cáo năm 2024\n\nTháng 11, cảng đón 1.214 lượt tàu.", "1.214", "period=2024-11"),
    # The term in what a committee tells is its time; the one in its name is none.
    (
        "Báo cáo của Ban Chấp hành Đảng bộ huyện cho thấy trong nhiệm kỳ 2015-2020, huyện đạt 14/18 chỉ tiêu.",
        "14/18",
        "period=2015/2020",
    ),
    # The year of a plan closes a sentence and is the time of nothing else in it.
    ("Doanh thu đạt 1.260 tỷ đồng, đạt 71,4% kế hoạch năm 2024.", "1.260 tỷ đồng", "period="),
    # Two percentages by a dash and one unit behind the second are a range.
    ("Mục tiêu tăng trưởng giai đoạn 2026-2030 đạt 9%-9,5%/năm.", "9%-9,5%/năm", "kind=range measure=up"),
    ("Hộ nghèo giảm từ 1,2% đến 1,8%/năm.", "1,2% đến 1,8%/năm", "kind=range measure=down"),
    ("Wages are to grow by 2.1%-2.6%/year.", "2.1%-2.6%/year", "kind=range"),
    # A sign that opens a bracket tells of a change, whatever the unit.
    ("Năng suất đạt 58,4 tạ/ha, tăng 1,2% (+0,7 tạ/ha).", "0,7 tạ/ha", "measure=up"),
    ("The yield was 58.4 t/ha, up 1.2% (+0.7 t/ha).", "0.7 t/ha", "measure=up"),
    # A rise against a year is not one against the plan that the next words name.
    ("Sản lượng tăng 8,4% so với năm 2023, vượt cao so kế hoạch đề ra.", "8,4%", "measure=up base="),
    # The country in the name of a ministry is no hamlet; the item of a list speaks of its own area.
    (
        "Thứ trưởng Bộ Nông nghiệp và Phát triển Nông thôn Trần Văn Đào cho biết, xuất khẩu đạt 3,14 tỷ USD.",
        "3,14 tỷ USD",
        "scope=",
    ),
    ("Doanh thu: Thành phố Cần Thơ tăng 6,4%; Đồng Nai tăng 5,1%.", "5,1%", "scope="),
    # A part of a year without one is of the year told of, not of that with which something is compared.
    ("Quý I năm 2024 tăng 4,18% so với cùng kỳ năm 2023, ước tính quý II tăng 6,27%.", "6,27%", "period=2024-Q2"),
    ("6 tháng đầu năm năm 2024, GRDP tăng 6,27%.", "6,27%", "period=2024-H1"),
    # A month behind or before what it is told of; that of this year is no year.
    ("Báo cáo năm 2024\n\nCảng bốc dỡ 84.600 tấn trong tháng 10, tăng 6,2%.", "84.600 tấn", "period=2024-10"),
    ("Báo cáo năm 2024\n\nHàng xuất trong tháng 10 năm nay đạt 84.600 tấn.", "84.600 tấn", "period=2024-10"),
    ("Báo cáo năm 2024\n\nHàng xuất tháng 10 cũng đạt 84.600 tấn.", "84.600 tấn", "period=2024-10"),
    # By how much it fell, once more in another unit.
    ("Diện tích đạt 71.280 ha, giảm 2,3% hay 1.676 ha so cùng kỳ.", "1.676 ha", "measure=down"),
    ("Diện tích giảm 8,29%, tương đương 14.075 ha.", "14.075 ha", "measure=down"),
    ("Spending rose by 8.3%, equivalent to £14 million.", "14 million", "measure=up"),
    # A place among others goes on; a level in percent of the same time last year in short.
    ("Chỉ số xếp thứ 4/14 tỉnh trong vùng và 26/63 tỉnh, thành phố.", "26/63", "kind=rank"),
    ("Sản lượng đạt 338.600 tấn, bằng 100,5% CK.", "100,5%", "measure=previous"),
    ("Công nghiệp thúc đẩy tăng trưởng chung của năm 2024 đạt mức 7,14%.", "7,14%", "measure=up"),
    # A quarter with a dot is one.
    ("Quý I.2024, nguồn vốn tăng 98,7 tỷ đồng so với quý IV.2023.", "98,7 tỷ đồng", "period=2024-Q1"),
    # The numbers of a list have the unit of the one that closes it, and count what it counts.
    ("Ba xã gieo cấy lần lượt 210, 185 và 97 ha.", "210", "unit=ha"),
    ("Năng suất lúa, ngô, sắn lần lượt là 5,9, 4,8 và 19,6 tấn/ha.", "5,9", "unit=tonne per=ha kind=ratio"),
    ("Thu nhập của ba nhóm hộ là 85; 52 và 21 triệu đồng.", "52", "unit=VND"),
    ("Ba năm kết nạp được 15, 18 và 21 đảng viên.", "15", "noun=đảng viên"),
    ("The three depots handled 210, 185 and 97 tonnes.", "210", "unit=tonne"),
    ("Rice, maize and cassava yielded 5.9, 4.8 and 19.6 tonnes per hectare.", "5.9", "unit=tonne kind=ratio"),
    ("The north, the south and the islands received 12, 9 and 3 buses respectively.", "12", "noun=buses"),
    # Not that of another thing that only stands behind.
    ("Mạng lưới có 1.104 trạm 4G, trạm 5G 86; 99,1% thôn có sóng.", "86", "unit=count"),
    ("Births were 3,214 against 2,987; 8.6% of premises were vacant.", "2,987", "unit=count"),
    ("Có 3 thôn và 12 km đường được thắp sáng.", "3", "unit=count"),
    # As many years as numbers go with them.
    ("Các năm 2022, 2023 và 2024 huyện trồng 14, 16 và 21 ha.", "16", "period=2023"),
    ("It ran 14, 16 and 21 routes in 2022, 2023 and 2024.", "21", "period=2024"),
    # Each number of a list is told of what is named at its place.
    ("Sản lượng lúa, ngô, lạc lần lượt đạt 210, 185 và 97 tấn.", "185", "phrase=Sản lượng ngô"),
    (
        "Cơ cấu nông nghiệp, công nghiệp, dịch vụ lần lượt là 12,5%; 45,1%; 42,4% (năm 2020: 15,2%; 43%; 41,8%).",
        "43%",
        "phrase=Cơ cấu công nghiệp period=2020",
    ),
    (
        "Trồng trọt, chăn nuôi; rừng và thủy sản; dịch vụ tăng lần lượt 3,1%, 9,4% và 7,2%.",
        "9,4%",
        "phrase=rừng và thủy sản measure=up",
    ),
    (
        "Tốc độ tăng trưởng của nông nghiệp, công nghiệp, dịch vụ lần lượt là 3,1%, 9,4% và 7,2%.",
        "9,4%",
        "phrase=Tốc độ tăng trưởng của công nghiệp measure=up",
    ),
    (
        "Số vụ cháy và số người bị thương lần lượt là 12 vụ (giảm 3 vụ) và 4 người.",
        "4",
        "phrase=Số người bị thương noun=người",
    ),
    # Dashes part the items of a list, and the ends of a range.
    ("Tỷ trọng ba ngành lần lượt là 12,5% - 45,1% - 42,4%.", "45,1%", "kind=share"),
    ("Tỷ lệ hao hụt từ 12% - 15%.", "12% - 15%", "kind=range"),
    ("Có không ít hơn 30 hộ tham gia.", "30", "hedge=at-least measure=level"),
    ("Tỷ lệ nợ xấu không cao hơn 2,5%.", "2,5%", "hedge=at-most"),
    # The time at which a change began is not that at which it ended.
    ("Tỷ lệ nhà tạm giảm từ 6,4% năm 2020 xuống còn 1,3%.", "1,3%", "period="),
    ("Tỷ lệ nhà tạm giảm từ 6,4% năm 2020 xuống còn 1,3%.", "6,4%", "period=2020 role=baseline"),
    ("Tỷ lệ nhà tạm năm 2024 giảm từ 6,4% xuống còn 1,3%.", "1,3%", "period=2024"),
    # A hedge before the words for a multiple.
    ("Giá trị trồng trọt gần gấp đôi năm 2020.", "đôi", "hedge=near-below unit=multiple"),
    ("Doanh thu hơn gấp ba năm 2021.", "ba", "hedge=at-least"),
    # Millions right before a slash are money, unless what is told in a year or a day may be anything.
    ("Thu nhập bình quân đạt 71 triệu/người/năm.", "71 triệu/người/năm", "unit=VND per=người năm kind=ratio"),
    ("Lượng khách 2,5 triệu/năm.", "2,5 triệu", "unit=count"),
    ("Có 1,2 triệu/1,5 triệu thẻ.", "1,2 triệu/1,5 triệu", "unit=count kind=fraction"),
    # What was planned, in a bracket behind what was done.
    ("Giá trị sản xuất tăng 8,4% (NQ: 9%).", "9%", "role=plan measure=up"),
    ("Hộ nghèo giảm 1,3% (kế hoạch giảm 1%).", "1%", "role=plan measure=down"),
    ("Hộ nghèo giảm 1,3% (cùng kỳ giảm 1%).", "1%", "role=baseline measure=down"),
    # Where a change began, behind where it ended; what it changed by each year is none.
    (
        "Tỷ lệ nhà tạm còn 1,3% (giảm từ 6,4% đầu nhiệm kỳ).",
        "6,4%",
        "role=baseline measure=level kind=share period=start",
    ),
    ("Huyện có 86 tổ hợp tác, tăng từ 54 tổ của năm 2020.", "54", "role=baseline measure=level period=2020"),
    ("Tỷ lệ nhà tạm còn 1,3%, giảm từ 0,5%/năm trở lên.", "0,5%/năm", "measure=down"),
    # A month before the words for is and has; the months up to it are told apart from it.
    ("Báo cáo tháng 8 và 8 tháng năm 2024\n\nKhách lưu trú tháng 8 là 41.300 lượt.", "41.300", "period=2024-08"),
    ("Báo cáo tháng 8 và 8 tháng năm 2024\n\nKhách lưu trú 8 tháng là 41.300 lượt.", "41.300", "period=2024-M8"),
    # What is to be done to reach an aim tells the aim, and all that stands behind it; what was reached of one does not.
    ("Huyện cần tập trung để hoàn thành mục tiêu tăng trưởng 7,5%, thu phí 42 tỷ đồng.", "7,5%", "role=target"),
    ("Huyện cần tập trung để hoàn thành mục tiêu tăng trưởng 7,5%, thu phí 42 tỷ đồng.", "42 tỷ đồng", "role=target"),
    ("Huyện đã hoàn thành mục tiêu, tăng trưởng 7,5%, thu phí 42 tỷ đồng.", "42 tỷ đồng", "role=result"),
    # The next of a list of rises, its verb left out.
    ("Công nghiệp tăng cao nhất với 11,6%, tiếp đến là dịch vụ 6,9%.", "6,9%", "measure=up"),
    ("Công nghiệp chiếm 41,6%, tiếp đến là dịch vụ 36,9%.", "36,9%", "kind=share"),
    # What is left joins nothing to the fall before it; parts whose verb is left out grow, too, where no rate is named.
    ("Hộ nghèo giảm 1,12%, còn 3,94%.", "3,94%", "measure=level kind=share"),
    ("Hộ nghèo giảm 1,12% so với năm 2023, còn 3,94%.", "3,94%", "measure=level kind=share"),
    ("Trồng lúa tăng 2,1%, ngô 3,4% và sắn 5%.", "3,4%", "measure=up"),
    ("Trồng lúa tăng 2,1%, ngô 3,4% và sắn 5%.", "5%", "measure=up"),
    ("Trồng lúa tăng 2,1%, tỷ lệ hộ nghèo 3,4%.", "3,4%", "measure=level"),
    # Of several areas that were merged a sentence tells what they are now.
    ("Khi ba tỉnh Hà Nam, Nam Định, Ninh Bình hợp nhất, quy mô đạt 337 tỷ đồng.", "337 tỷ đồng", "scope="),
    # A pact is no estimate.
    ("Số doanh nghiệp ký thỏa ước lao động đạt 214 doanh nghiệp.", "214", "role=result"),
    # The noun ends before a time and before what is denied of it.
    ("Từ 12 trường năm 2020, nay có 25 trường.", "12", "noun=trường period=2020"),
    ("Còn 6 chỉ tiêu chưa đạt.", "6", "noun=chỉ tiêu"),
    # A word for a plan only says of what the percentage before it is one.
    (
        "Thu phí đạt 318 tỷ đồng, bằng 62,4% so với dự toán và bằng 91,7% so với cùng kỳ.",
        "91,7%",
        "measure=previous role=result",
    ),
    ("Chi đầu tư đạt 41% so với kế hoạch năm và giảm 7,3% so với cùng kỳ.", "7,3%", "measure=down role=result"),
    ("Chi đầu tư đạt 41% so với dự toán 780 tỷ đồng.", "780 tỷ đồng", "role=plan"),
    ("Thu phí tăng 8,4% so với cùng kỳ năm 2023 và đạt 62,4% so với dự toán tỉnh giao.", "62,4%", "measure=plan"),
    ("Thu phí tăng 8,4% so với cùng kỳ và 2,6% so với dự toán.", "2,6%", "measure=up base=plan"),
    # A month or year before a word of estimating counts nothing.
    ("Tổng chi tháng 8 ước đạt 214,6 tỷ đồng.", "214,6 tỷ đồng", "role=estimate"),
    ("Giá trị sản xuất theo giá so sánh 1994 ước đạt 912 tỷ đồng.", "912 tỷ đồng", "role=estimate"),
    # A bracket behind a percentage tells the rise as an amount, or what there was before.
    ("Sản lượng ngô đạt 41.236 tấn, giảm 2,37% (1.001 tấn).", "1.001 tấn", "measure=down kind=change"),
    ("Năng suất đạt 58,2 tạ/ha, tăng 1,8% (1,0 tạ/ha) so với năm 2022.", "1,0 tạ/ha", "measure=up"),
    ("Output was 41,236 tonnes, down 2.37% (1,001 tonnes).", "1,001 tonnes", "measure=down kind=change"),
    ("Sản lượng ngô đạt 41.236 tấn, giảm 2,37% (42.237 tấn).", "42.237 tấn", "measure=level"),
    # Measures that are named before a colon, of a year that is over, are no targets.
    (
        "Cà Mau, ngày 12/10/2023\n\nMột số chỉ tiêu về y tế năm 2022: tỷ suất sinh là 14,2; số ca mắc sởi là 312.",
        "312",
        "role=result",
    ),
    # The year with which a title compares is not the document's.
    (
        "Sản lượng lúa năm 2023 giảm 3.120 tấn so với năm 2022\n\nVụ mùa năm 2023, cấy 41.200 ha.",
        "41.200 ha",
        "role=result",
    ),
    # Since when something was never as high is no time; nor is the year since which it is counted.
    ("Báo cáo năm 2024\n\nDu lịch tăng 9,3%, mức cao nhất kể từ năm 2011 đến nay.", "9,3%", "period="),
    ("Từ năm 2019 đến nay, tỉnh trồng 412 ha rừng. Số hợp tác xã là 96.", "96", "period="),
    ("Năm 2024, vụ ngô được mùa nhất từ trước đến nay, tăng 4,1%.", "4,1%", "period=2024"),
    ("Báo cáo năm 2024\n\nTổng chi ngân sách ước 8 tháng 3.120 tỷ đồng.", "3.120 tỷ đồng", "period=2024-M8"),
    # A bracket between a noun and its verb parts nothing.
    ("Ngành thủy sản (chiếm 31% giá trị) giảm 0,82%.", "0,82%", "phrase=Ngành thủy sản giảm"),
    (
        "Tỷ lệ trẻ nhà trẻ (dưới 36 tháng tuổi) ra lớp đạt 34,2%.",
        "34,2%",
        "phrase=Tỷ lệ trẻ nhà trẻ (dưới 36 tháng tuổi) ra lớp đạt",
    ),
    # Behind a semicolon each rise or fall is told of its own words; names of branches are one.
    (
        "Thủy sản tăng 4,1%, đóng góp 0,2 điểm phần trăm; dịch vụ lưu trú tăng 6,2%.",
        "6,2%",
        "phrase=dịch vụ lưu trú tăng",
    ),
    ("Ngành chế biến, chế tạo tăng 7,4%.", "7,4%", "phrase=Ngành chế biến, chế tạo tăng"),
    (
        "Thu từ hoạt động xuất - nhập khẩu đạt 214 tỷ đồng.",
        "214 tỷ đồng",
        "phrase=Thu từ hoạt động xuất - nhập khẩu đạt",
    ),
    # A cause is told of its own words.
    ("Sản lượng ngô tăng 3,1 nghìn tấn do năng suất đạt 5,8 tấn/ha.", "5,8 tấn/ha", "phrase=năng suất đạt"),
    ("Output rose by 310 tonnes because the yield rose to 5.8 tonnes/ha.", "5.8 tonnes/ha", "phrase=the yield rose to"),
    # What something is compared with lends its year to no other time.
    ("Báo cáo năm 2024\n\nChỉ số giá bình quân quý II tăng 2,4% so với quý II/2023.", "2,4%", "period=2024-Q2"),
    (
        "Báo cáo năm 2024\n\nChỉ cao hơn tốc độ tăng của cùng kỳ các năm 2020 và 2021 (quý I tăng 3,9%).",
        "3,9%",
        "period=2024-Q1",
    ),
    # What equals a rate of change is the change once more; with these words no noun begins.
    (
        "Break-ins fell by 15% to 2,410, which equates to more than 420 fewer break-ins.",
        "420",
        "measure=down hedge=at-least",
    ),
    ("The depot repaired 214 pumps, against 187 the previous year.", "187", "noun= role=baseline"),
    ("Frauds rose by 7% to 1,904 and thefts fell by 3% to 612.", "1,904", "noun="),
    ("We took 4,120 calls over the weekend.", "4,120", "noun=calls"),
    ("The rate was 8.8 per million people.", "8.8", "noun= per=million"),
    # Where a change began, told as last year's figure or as what it is a reduction from.
    ("Worry about floods dropped to 14% from last year's figure of 17%.", "17%", "role=baseline"),
    ("We opened 412 flats, a reduction from the 436 opened in 2021.", "436", "role=baseline"),
    ("Fishing grew by 1.3%, from the growth of 1.4% recorded in 2021.", "1.4%", "role=baseline measure=up"),
    ("The index edged up to 104 points from a revised 101 points.", "104 points", "hedge="),
    ("The index edged up to 104 points from a revised 101 points.", "101 points", "role=baseline"),
    ("Inflation averaged 9.2% in 2023 against 6.3% in the same period last year.", "6.3%", "role=baseline period=2022"),
    (
        "The deficit was 4.6% of GDP against 4.9% ($32 billion) in the same period of last year.",
        "4.9%",
        "role=baseline",
    ),
    (
        "Lamps rose from 12 km in 2015 to 66 km, cables from 50 to 67 km, and pipes for the two islands from 40 to 46 km.",
        "40",
        "role=baseline",
    ),
    ("Growth was seen in barley (by 5.4% from 26 million to 27.4 million tonnes).", "26 million", "role=baseline"),
    # Rates of growth, and what only sounds like one.
    ("The growth of the fishing sector was 0.46%.", "0.46%", "measure=up"),
    ("Growth of farming came to 2.1%.", "2.1%", "measure=up"),
    ("The port's contribution to the GDP growth was 19.8%.", "19.8%", "measure=level"),
    ("Fishing grew at a slower rate of 2.7%.", "2.7%", "measure=up"),
    ("Ridership rose by less than 0.4%.", "0.4%", "measure=up hedge=at-most"),
    ("Exports saw a year-on-year increase of 35.4%.", "35.4%", "measure=up base=previous-year"),
    ("Nine groups recorded increases ranging from 0.3% to 8.6%.", "0.3% to 8.6%", "measure=up kind=range"),
    # The bracket's own time is that of what it holds.
    ("Calls fell by 43% on ten years ago (29,920 in 2007/08).", "43%", "period="),
    # How parts of a whole and amounts are written.
    ("Two of every three residents vote.", "Two of every three", "kind=fraction"),
    ("Prices rose by 5.6pc.", "5.6pc", "unit=percent measure=up"),
    ("The ward cost Sh92.5 billion.", "92.5 billion", "unit=KES"),
    # What something is compared to is no time of its own, and lends none to a quarter before it.
    ("Ward income grew by 8.4% in comparison to 2022.", "8.4%", "period="),
    ("Fishing grew by 1.3% compared to the same quarter in 2022.", "1.3%", "period="),
    (
        "Report 2023\n\nFor the third quarter, sales grew to $60 million from the $52 million recorded in the third quarter of 2022.",
        "60 million",
        "period=2023-Q3",
    ),
    # Places won or lost in a ranking, whatever verb tells of it; an amount that was climbed to is none.
    ("PAPI của tỉnh vươn lên 9 bậc.", "9 bậc", "measure=up"),
    ("Chỉ số SIPAS tụt xuống 4 bậc.", "4 bậc", "measure=down"),
    ("Thu nhập bình quân vươn lên 58 triệu đồng.", "58 triệu đồng", "measure=level"),
    ("Universities rose five places to 12th in the ranking.", "five places", "unit=step measure=up"),
    ("The inn offers five places to stay and 12 places to let.", "five", "unit=count"),
    ("PCI của tỉnh tăng 4 bậc lên 17/63.", "17/63", "kind=rank"),
    ("PCI của tỉnh tăng 6 bậc lên vị trí 14.", "6 bậc", "unit=step measure=up"),
    ("Wexley slipped from 8th to 12th for air quality.", "8", "kind=rank role=baseline"),
    ("The house is of the 17th to 19th centuries and has 12 rooms.", "12", "kind=value"),
    # Where it stood before is a rank, too; a class or a session is none.
    ("The county came 14th of 151 for recycling, up from 23rd the year before.", "23", "kind=rank"),
    # The one year of a change is that of where it came to; a span of years holds both ends.
    ("Năm 2024, tỷ lệ hộ nghèo giảm từ 5,2% xuống 4,1%.", "5,2%", "role=baseline period="),
    ("PAPI năm 2024 của tỉnh tăng 9 bậc, từ thứ 41 lên thứ 32.", "41", "role=baseline period="),
    ("Tỷ lệ hộ nghèo giảm từ 5,2% năm 2023 xuống 4,1% năm 2024.", "5,2%", "role=baseline period=2023"),
    ("Giai đoạn 2016 - 2020, thu nhập tăng từ 44,2 lên 71,1 triệu đồng.", "44,2", "role=baseline period=2016/2020"),
    # An event of the whole country says nothing of the area of what was won there.
    ("Tỉnh giành 42 huy chương tại Đại hội Thể thao toàn quốc.", "42", "scope="),
    ("Có 12 em đạt giải tại Kỳ thi học sinh giỏi toàn quốc.", "12", "scope="),
    ("Tỷ lệ nghèo đa chiều toàn quốc là 2,93%.", "2,93%", "scope=country"),
    ("GRDP toàn vùng tăng 8,1%.", "8,1%", "scope=wider"),
    ("Tỷ lệ hộ nghèo của vùng đồng bào dân tộc thiểu số còn 15,7%.", "15,7%", "scope="),
    # A part that is only about so much is a share; of three communes two can be counted.
    ("Gần 2/3 lao động đã qua đào tạo.", "2/3", "kind=share unit=percent hedge=near-below"),
    ("Có 2/3 xã đạt chuẩn.", "2/3", "kind=fraction unit=count"),
    # What has been reached so far is told behind what is wanted.
    ("The council aims to cut its emissions by 60% by 2030; so far they have fallen by 41%.", "41%", "role=result"),
    ("Mục tiêu trồng 50 triệu cây, đến nay đã trồng 31 triệu cây.", "31 triệu", "role=result"),
    ("Phấn đấu đến năm 2030 đạt 45%, giảm hộ nghèo còn 2%.", "2%", "role=target"),
    # What a resolution sets is wanted; what is measured against it is not.
    ("Nghị quyết đề ra thu nhập bình quân 65 triệu đồng.", "65 triệu đồng", "role=target"),
    ("Đã vượt mục tiêu Nghị quyết đề ra; thu ngân sách đạt 9.800 tỷ đồng.", "9.800 tỷ đồng", "role=result"),
    ("Thu nhập cao hơn Nghị quyết đề ra và đạt 66 triệu đồng.", "66 triệu đồng", "role=result"),
    ("Nghị quyết đề ra 20 chỉ tiêu, gồm 07 chỉ tiêu về kinh tế.", "07", "role=result"),
    # A rise goes on in a clause without its verb, whatever time it is measured against.
    ("Exports grew by 6.1% on 2023 and imports by 4.8%.", "4.8%", "measure=up"),
    # What is broken up or drawn up does not rise.
    ("Last year, 11 organised groups were broken up.", "11", "measure=level"),
    ("Last year, 11 plans were drawn up.", "11", "measure=level"),
    # Days that tell what sort something is are no unit.
    ("The trust treated 42,100 day cases.", "42,100", "unit=count"),
    ("Patients waited 42 days.", "42 days", "unit=day"),
    # A label of how long something takes opens with a word before its unit.
    ("Average days to relet: 31.", "31", "unit=day"),
    ("Opening plans for staff: 31.", "31", "unit=count"),
    ("Thời gian giải quyết thủ tục rút ngắn 38%.", "38%", "measure=down"),
    # The unit of a list whose next amounts only have their scale.
    (
        "Farmers grew wheat 3.42 million tonnes, barley 1.18 million and maize 0.87 million.",
        "0.87 million",
        "unit=tonne",
    ),
    ("Lamb fell 2.4% to 38.2 thousand tonnes and beef rose 1.2% to 51.7 thousand.", "51.7 thousand", "unit=tonne"),
    ("Sản lượng lúa 486 nghìn tấn, ngô 71 nghìn, sắn 132 nghìn.", "132 nghìn", "unit=tonne"),
    ("The port moved 3.4 million tonnes and served 1.2 million people.", "1.2 million", "unit=count"),
    ("The port moved 3.4 million tonnes; visits rose to 1.2 million.", "1.2 million", "unit=count"),
    # Two years with a dash are one name; a joining word behind a semicolon is one of the name that follows.
    (
        "Đại hội đại biểu Đảng bộ huyện Yên Sơn, nhiệm kỳ 2025 – 2030 khai mạc với sự tham dự của 312 đại biểu.",
        "312",
        "phrase=nhiệm kỳ 2025 – 2030 khai mạc với sự tham dự của … đại biểu",
    ),
    (
        "Khai khoáng tăng 2,8% so cùng kỳ; sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước tăng 5,4%.",
        "5,4%",
        "phrase=sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước tăng",
    ),
    (
        "Khu vực công nghiệp, xây dựng, dịch vụ chiếm trên 81%.",
        "81%",
        "phrase=Khu vực công nghiệp, xây dựng, dịch vụ chiếm trên",
    ),
    (
        "Hoàn thành 13/15 chỉ tiêu kinh tế - xã hội và tỷ lệ bao phủ bảo hiểm y tế đạt 87,6%.",
        "87,6%",
        "phrase=và tỷ lệ bao phủ bảo hiểm y tế đạt",
    ),
    # Times in brackets are of what stands in them: what opens with words for parts goes on with the one before them.
    (
        "Giá trị ngành xây dựng 6 tháng đầu năm 2024 tăng 7,11% (quý I tăng 6,2%; quý II tăng 8,1%). Trong đó, xây "
        "dựng nhà ở tăng 8,3% (quý I tăng 7,2%; quý II tăng 9,4%).",
        "8,3%",
        "period=2024-H1",
    ),
    (
        "Giá trị ngành xây dựng 6 tháng đầu năm 2024 tăng 7,11% (quý I tăng 6,2%; quý II tăng 8,1%). Trong đó, xây "
        "dựng nhà ở tăng 8,3% (quý I tăng 7,2%; quý II tăng 9,4%).",
        "9,4%",
        "period=2024-Q2",
    ),
    # So does what opens the next passage with such words, and with nothing else.
    ("Vận tải quý I/2024 tăng 5,1%.\n\nTrong đó, vận tải hành khách tăng 6,6%.", "6,6%", "period=2024-Q1"),
    ("Sở họp.\n\nVận tải quý I/2024 tăng 5,1%.\n\nVận tải hành khách tăng 6,6%.", "6,6%", "period="),
    # The years of a run are no time; those of a bracket that only says how long something took are.
    (
        "GRDP năm 2023 tăng 9,1%, là năm thứ 6 liên tiếp (2018-2023) tăng cao; quy mô kinh tế đạt 212.000 tỷ đồng.",
        "212.000 tỷ đồng",
        "period=2023",
    ),
    ("Trong 5 năm (2016 - 2020), thu ngân sách đạt 51.200 tỷ đồng.", "51.200 tỷ đồng", "period=2016/2020"),
    # The first quarter, and the first two, of a year; months from one year into another.
    ("Quý đầu năm 2025, GRDP tăng 6,2%.", "6,2%", "period=2025-Q1"),
    ("Hai quý đầu năm 2025, thu ngân sách tăng 8,5%.", "8,5%", "period=2025-H1"),
    ("Từ tháng 3.2019 đến tháng 6.2021, toàn tỉnh nhận 812 đơn.", "812", "period=2019-03/2021-06"),
    ("Từ tháng 1/2019 đến tháng 12/2021, toàn tỉnh nhận 812 đơn.", "812", "period=2019/2021"),
    ("Năm 2020 (tính từ tháng 10-2019 đến 9-2020), ngành thụ lý 3.214 vụ.", "3.214", "period=2020"),
    # Within the year: the one told last.
    (
        "Triển khai nhiệm vụ năm 2023\n\nNăm 2022, huyện trồng 41 ha rừng. Trong năm, huyện làm 12 km đường.",
        "12 km",
        "period=2022",
    ),
    ("Kết quả năm 2023\n\nTrong năm, huyện làm 12 km đường.", "12 km", "period=2023"),
    ("Công tác tiếp dân năm 2022\n\nTrong tháng 6 toàn tỉnh tiếp 412 lượt.", "412", "period=2022-06"),
    ("Công tác tiếp dân năm 2022\n\nSố vụ khiếu nại tháng 6 là 51 vụ.", "51", "period=2022-06"),
    # What a bracket tells of a rate with which one is compared, and of the scenario that was planned.
    (
        "GRDP năm 2024 tăng 8,12%, cao hơn mức tăng cùng kỳ năm trước (6,31%) và cao hơn kịch bản đầu năm (7,95%).",
        "6,31%",
        "role=baseline",
    ),
    (
        "GRDP năm 2024 tăng 8,12%, cao hơn mức tăng cùng kỳ năm trước (6,31%) và cao hơn kịch bản đầu năm (7,95%).",
        "7,95%",
        "role=plan",
    ),
    ("Thu ngân sách tăng 12% so với cùng kỳ (đạt 62% dự toán).", "62%", "role=result measure=plan"),
    # To meet a target is an aim; that it was met is done.
    ("Huyện tạo đột phá để hoàn thành mục tiêu tăng trưởng 9%.", "9%", "role=target"),
    ("Kim ngạch xuất khẩu duy trì mức cao và đạt 53,4 tỷ USD.", "53,4 tỷ USD", "role=result"),
    ("Tỷ lệ sinh duy trì mức 1,2%.", "1,2%", "role=target"),
    ("Kế hoạch tăng trưởng GRDP năm 2024 của tỉnh là 8,5%.", "8,5%", "role=plan"),
    # The lines below a number of targets that are told tell what is wanted, and those that were met what was done.
    (
        "Nghị quyết nêu rõ 15 chỉ tiêu năm 2025 gồm:\n\n- Thu ngân sách: 2.800 tỷ đồng",
        "2.800 tỷ đồng",
        "role=target period=2025",
    ),
    (
        "Nghị quyết nêu rõ 15 chỉ tiêu năm 2025 gồm:\n\n- GRDP tăng trên 8%\n\n- Trồng 72 ha rừng",
        "72 ha",
        "role=target",
    ),
    ("Huyện đạt và vượt 15 chỉ tiêu gồm:\n\n- Thu ngân sách: 2.800 tỷ đồng", "2.800 tỷ đồng", "role=result"),
    ("The council set 15 targets for 2025:\n\n- Revenue: £28.4m", "28.4m", "role=target"),
    # What an area's figure is only compared with, a meeting of the nation, an abbreviation and a term are no scope.
    ("GRDP năm 2024 tăng 7,45% (cao hơn mức bình quân chung của cả nước).", "7,45%", "scope="),
    ("Đoàn thay mặt 12.300 đảng viên dự Đại hội đại biểu toàn quốc lần thứ XIV.", "12.300", "scope="),
    ("Cả nước có 12.300 hợp tác xã.", "12.300", "scope=country"),
    ("Hội đồng nhân dân tỉnh Khóa XI giám sát 14 chuyên đề.", "14", "scope="),
    ("Công nhận 5 huyện NTM nâng cao với 12 xã.", "12", "scope="),
    ("Tai nạn giao thông giảm cả 3 tiêu chí.", "3", "measure=level"),
    ("Tai nạn giao thông giảm 3 vụ.", "3", "measure=down"),
]


def attribute(figure: Figure, name: str) -> str:
    """An attribute of a figure as a word."""
    if name == "period":
        return figure.period.label if figure.period is not None else ""
    return str(getattr(figure, name))


@pytest.mark.parametrize(("text", "shown", "expected"), CASES)
def test_reading(text: str, shown: str, expected: str, audited: Callable[..., Audit]) -> None:
    """The figure has the attributes."""
    found = [f for f in audited(text).extracts[0].figures if f.text == shown]
    assert found, [f.text for f in audited(text).extracts[0].figures]
    wanted = dict(part.split("=", 1) for part in re.split(r" (?=\w+=)", expected))
    assert {name: attribute(found[-1], name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "shown", "of"),
    [
        ("Phát hiện 214 vụ, 362 đối tượng, giảm 17 vụ so với cùng kỳ.", "17", "214"),
        ("Xảy ra 214 vụ, làm 36 người chết, 41 người bị thương, giảm 9 người chết.", "9", "36"),
        ("Phát hiện 214 vụ, 362 đối tượng, giảm 17 vụ (7,4%).", "7,4%", "214"),
        ("Thu giữ 41,5 m3 gỗ, tăng 2 vụ.", "2", ""),
        ("Police found 214 cases and 362 suspects, down by 17 cases.", "17", "214"),
        ("Làm chết 36 người, bị thương 41 người, giảm 12 vụ, 9 người chết, tăng 4 người bị thương.", "9", "36"),
        ("Có 450 thủ tục; đã giảm 203 chỉ tiêu biên chế.", "203", ""),
        ("Có 40.120 người, chiếm 35,1% lao động, thấp hơn 0,4% so với chỉ tiêu tỉnh giao (35,5%).", "0,4%", "35,1%"),
    ],
)
def test_a_change_is_of_what_is_named_alike(text: str, shown: str, of: str, audited: Callable[..., Audit]) -> None:
    """Not of the nearest amount where that is of other things."""
    figures = audited(text).extracts[0].figures
    changed = next(f for f in figures if f.text == shown)
    told = {r.figure for r in changed.relations if r.kind == "change-of"}
    assert [f.text for f in figures if f.id in told] == ([of] if of else [])


@pytest.mark.parametrize(
    "text",
    [
        "Trộm cắp 53 vụ (29,4%), cố ý gây thương tích 45 vụ (25%).",
        "Đã mở rộng (bắt buộc 199.511 người); thất nghiệp 191.379 người, chiếm 32,5%.",
        "Đàn lợn 12.400 con; giao quân năm nay đạt 100% chỉ tiêu.",
        "Hoàn thành tiêu chí của 3 xã (xã Lăng Can đã đạt 19 tiêu chí).",
        "Có 12 trạm y tế, gồm 540 cán bộ.",
        "Còn 9.604 hộ nghèo, chiếm 3,1%; hộ cận nghèo là 6.943 hộ, chiếm 2,2%.",
    ],
)
def test_apart(text: str, audited: Callable[..., Audit]) -> None:
    """Parts side by side are no whole of each other, nor what a closed bracket holds; a plan of its own is of none."""
    told = [r.kind for f in audited(text).extracts[0].figures for r in f.relations]
    assert not {"denominator-of", "plan-share-of", "part-of"}.intersection(told)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Thực hiện các Chương trình mục tiêu quốc gia", "result"),
        ("Công tác quan trắc, dự báo", "result"),
        ("Progress on the Sustainable Development Goals", "result"),
        ("Mục tiêu", "target"),
    ],
)
def test_heading_role(heading: str, role: str, audited: Callable[..., Audit]) -> None:
    """A name that has a word for a target in it makes no target of what stands below."""
    text = "1. {}\n\nToàn tỉnh có 214 trạm đo mưa." if "S" not in heading else "1. {}\n\nThere are 214 rain gauges."
    assert audited(text.format(heading)).extracts[0].figures[-1].role == role


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        (
            "Chủ tịch UBND tỉnh Lạng Sơn Nguyễn Văn Hòa cho biết đã xây 54 căn nhà. Tỉnh Lạng Sơn có 11 huyện.",
            "Lạng Sơn",
        ),
        ("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, có 405 trường học.", None),
        ("TP. Hồ Chí Minh có 405 trường học. TP. Hồ Chí Minh xây thêm 12 trường.", "Hồ Chí Minh"),
        ("Đại hội họp tại Thủ đô Hà Nội với 347 đại biểu.", None),
        ("Hà Nội (BĐP 18/4/2024) - Chỉ số bình quân của vùng đạt 85,42%.", None),
        ("Sáng 28/7, Đảng bộ xã Yên Lãng tổ chức đại hội với 168 đại biểu của 45 chi bộ.", "Yên Lãng"),
        ("Đảng bộ xã Yên Lãng có 45 chi bộ, Đảng bộ xã Phú Thịnh có 39 chi bộ.", None),
        ("Toàn tỉnh có 512 chi bộ, Đảng bộ xã Yên Lãng có 45 chi bộ.", None),
        ("Tỉnh Đăk Nông có 8 huyện. Tỉnh Đăk Nông có 71 xã.", "Đắk Nông"),
        # A listed area in capitals is known without words behind it.
        ("ĐẢNG ỦY QUÂN SỰ TỈNH\nĐẢNG BỘ BỘ CHỈ HUY QUÂN SỰ TỈNH GIA LAI\n\nBÁO CÁO\nĐã mở 405 lớp.", "Gia Lai"),
        # The youth of an area is none of its name.
        ("TỈNH ĐOÀN YÊN HẢI\nBAN CHẤP HÀNH\n\nBÁO CÁO\nĐã mở 405 lớp.", "Yên Hải"),
        # Areas of no list: at the end of the line of the body that reports, or once more without what they are.
        ("SỞ TƯ PHÁP TỈNH YÊN HẢI\n\nBÁO CÁO\nCông tác năm 2024\n\nĐã giải quyết 405 vụ.", "Yên Hải"),
        ("Yên Hải thu hút đầu tư\n\nUBND tỉnh Yên Hải vừa cấp phép cho 12 dự án.", "Yên Hải"),
        ("Thu hút đầu tư\n\nUBND tỉnh Yên Hải vừa cấp phép cho 12 dự án.", None),
        ("Thanh Hóa mở chợ\n\nHuyện Yên Hải có 12 chợ. Yên Hải mở thêm 2 chợ.", "Thanh Hóa"),
        (
            "Đại hội Đảng bộ Sóc Trăng khai mạc. Ông Lê Văn Tám, Bí thư Thành ủy TP.HCM dự cùng 348 đại biểu.",
            "Sóc Trăng",
        ),
        ("UBND tỉnh Bà Rịa - Vũng Tàu họp. Tỉnh Bà Rịa - Vũng Tàu trồng 41 ha rừng.", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_organisation(text: str, organisation: str | None, audited: Callable[..., Audit]) -> None:
    """Whose a document is: the person who holds an office is none, nor what a place is only named for."""
    assert audited(text).extracts[0].document.organisation == organisation


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tuyển sinh vào lớp 1 đạt 99,7%, lớp 6 đạt 98,4%, lớp 10 đạt 81,3%.", ["99,7%", "98,4%", "81,3%"]),
        ("Ngày tựu trường 5/9 có 640 học sinh dự. Dịp lễ 30/4 - 1/5, đón 41 đoàn khách.", ["640", "41"]),
        ("Ngày hội có 5/9 xã tham gia.", ["5/9"]),
        ("Đại hội diễn ra (11 - 12/8/2025) với 215 đại biểu.", ["215"]),
        ("Hội nghị (từ 26/9 - 27/9/2025) có 41 đại biểu.", ["41"]),
        ("Hội nghị họp từ ngày 14 đến 16-10-2025, có 41 đại biểu.", ["41"]),
        ("Chiều nay (27/9), đại hội bầu 41 ủy viên.", ["41"]),
        ("16:42 | 28/06/2025. Có 41 đại biểu.", ["41"]),
        ("Thứ 6, 03/02/2023 11:28:17. Có 41 đại biểu.", ["41"]),
        ("Trung tâm Hội nghị 12A đón 41 đoàn.", ["41"]),
        ("Tỷ lệ 12 - 15% và 3/4 đơn vị.", ["12 - 15%", "3/4"]),
        ("Hôm qua 26.6, Đảng bộ xã họp với 41 đại biểu. Tối 27.6 đại hội bế mạc.", ["41"]),
        ("Ngày 26.600 lượt khách đến.", ["26.600"]),
        ("Cho vay theo Quyết định số 167 đạt 21,3 tỷ đồng; Chương trình 135 có 12 xã.", ["21,3 tỷ đồng", "12"]),
        ("Hoàn thành đường Vành đai 3 trước năm 2027, khởi công cầu Bến Cát 2 trước năm 2030.", []),
        ("Cây cầu dài 2 km.", ["2 km"]),
        ("Sau dịch Covid – 19 và khi có covid 19, có 41 ca.", ["41"]),
        ("Thu nhập tăng 14 triệu đồng so với cách đây 5 năm.", ["14 triệu đồng"]),
        ("16:42' - 28/06/2025. Có 41 đại biểu.", ["41"]),
        ("The three Rs of the plan cost £40.", ["40"]),
        ("The desk answered 412 letters over the 12 months.", ["412"]),
        ("“Two years after the merger nothing had changed.” It has 412 members.", ["412"]),
        ("This was above the 20 year average of 31 storms.", ["31"]),
        ("The trust was busy, building 377 which was a record.", ["377"]),
        ("Đường ven sông giai đoạn 2 (dự kiến xong năm sau) dài 14 km.", ["14 km"]),
        ("Riêng quý 3, có 41 cuộc kiểm tra.", ["41"]),
        ("Ngày 22 /7, Tỉnh ủy khóa 15 được bầu với 41 người.", ["41"]),
        ("Trường mở khóa 15 học viên.", ["15"]),
        ("Số bác sĩ bình quân 1 vạn dân (người): 14.", ["14"]),
        ("Xã Phú Lâm 2 gieo giống Đài Thơm 8, OM 5451 trên 41 ha.", ["41 ha"]),
        ("Xã Phú Lâm 12 hộ nghèo.", ["12"]),
        ("Đã giải quyết 12 đơn lần 2, kiểm tra lần 1 và xét xử 3 vụ.", ["12", "3"]),
        ("Công suất tăng lên 2 lần; thăm lần 2 hộ.", ["2 lần", "2"]),
        ("Tỉnh nằm trong nhóm địa phương có tốc độ tăng trưởng cao nhất cả nước.", []),
        ("Tỉnh có tốc độ tăng trưởng cao nhất cả nước.", ["nhất"]),
    ],
)
def test_no_figures(text: str, shown: list[str], audited: Callable[..., Audit]) -> None:
    """Dates, hours, grades and names of halls are none; what only looks like one is."""
    assert [f.text for f in audited(text).extracts[0].figures] == shown
