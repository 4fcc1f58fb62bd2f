import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import normalize
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.date import BIRTH_DATE, day_first_evidence, find_other_reading
from identity_resolve.kinds.tables import read_rows
from tests.kinds.tables import assert_reads

US, GB = Context(region="US"), Context(region="GB")


def parse(text: str, context: Context = US) -> Parsed:
    return BIRTH_DATE.parse(text, context)


SPELLINGS_OF_A_DAY_BECOME_ONE = [
    "1984-07-19",
    "1984-7-19",
    "1984/07/19",
    "1984 07 19",
    "19840719",
    "07/19/1984",
    "7-19-84",
    "19.7.1984",
    "07191984",
    "19 Jul 1984",
    "19-JUL-84",
    "19jul1984",
    "Jul 19, 1984",
    "July 19th, 1984",
    "19th of July 1984",
    "Thursday, 19 July 1984",
    "1984-Jul-19",
    "1984-07-19 00:00:00",
    "1984-07-19T23:59:59.000+02:00",
    "07/19/1984 12:00:00 AM",
    " '1984-07-19' ",
    "１９８４-07-19",
    "1984\u201107\u201119",
    "\u200e1984-07-19\u200f",
    *("7191984", "840719", "07/19/'84", "1984_07_19", "07\\19\\1984", "1984:07:19 12:00:00"),
    *("19.VII.1984", "19. 7. 1984.", "1984-19-07", "19,07,1984", '="07/19/1984"'),
    *("19840719000000", "198407190000", "19840719T000000Z", "1984-07-19Z", "1984-07-19+02:00"),
    *("Thu Jul 19 1984 00:00:00 GMT+0000 (UTC)", "Thu Jul 19 00:00:00 EDT 1984"),
    *("19-JUL-84 12.00.00.000000000 AM", "DOB: 07/19/1984", "born on July 19, 1984"),
    *("geb. 19.07.1984", "07/19/1984 (41)", "19 Jul 1984, aged 41", "30882.75"),
    *("19. Juli 1984", "19 de julio de 1984", "19 juillet 1984", "19 luglio 1984"),
    *("19 de julho de 1984", "19 lipca 1984", "19 июля 1984 г.", "19 липня 1984"),
    *("19 Ιουλίου 1984", "19. července 1984", "1984. július 19.", "19. heinäkuuta 1984"),
    *("19 juli 1984", "19 Temmuz 1984", "jueves, 19 de julio de 1984", "19 iulie 1984"),
    *("1984年7月19日", "昭和59年7月19日", "1984년 7월 19일", "٠٧/١٩/١٩٨٤"),
    "ngày 19 tháng 7 năm 1984",
]


def test_spellings_of_a_day_become_one() -> None:
    assert_reads(
        lambda raw: parse(raw), dict.fromkeys(SPELLINGS_OF_A_DAY_BECOME_ONE, ("1984-07-19",))
    )


A_DATE_IS_AS_PRECISE_AS_ITS_TEXT = {
    "1984": ("1984",),
    "1984.0": ("1984",),
    "1984-00-00": ("1984",),
    "00/00/1984": ("1984",),
    "1984-07": ("1984-07",),
    "07/1984": ("1984-07",),
    "July 1984": ("1984-07",),
    "1984-07-00": ("1984-07",),
    "198407": ("1984-07",),
    "Jul-84": ("1984-07",),
    "1984-07-XX": ("1984-07",),
    "??/??/1984": ("1984",),
    "circa 1984": ("1984",),
    "1984年7月": ("1984-07",),
}


def test_a_date_is_as_precise_as_its_text() -> None:
    assert_reads(parse, A_DATE_IS_AS_PRECISE_AS_ITS_TEXT)


DAYS_COUNTED_BY_A_SPREADSHEET_ARE_DATES = {
    "45000": ("2023-03-15",),  # the worked example of the 1900 system
    "45000.0": ("2023-03-15",),
    "30882": ("1984-07-19",),
}


def test_days_counted_by_a_spreadsheet_are_dates() -> None:
    assert_reads(parse, DAYS_COUNTED_BY_A_SPREADSHEET_ARE_DATES)


DAY_AND_MONTH_STAND_AS_TOLD_UNLESS_IMPOSSIBLE = {
    ("03/04/2001", US): ("2001-03-04",),
    ("03/04/2001", GB): ("2001-04-03",),
    ("03042001", GB): ("2001-04-03",),
    ("03/04/2001", Context(region="US", day_first=True)): ("2001-04-03",),
    ("03/04/2001", Context(region="GB", day_first=False)): ("2001-03-04",),
    ("25/12/1980", US): ("1980-12-25",),
    ("12/25/1980", GB): ("1980-12-25",),
    ("2001-03-04", GB): ("2001-03-04",),
    ("S59.7.19", Context("JP")): ("1984-07-19",),
    ("19/07/2527", Context("TH")): ("1984-07-19",),
}


def test_day_and_month_stand_as_told_unless_impossible() -> None:
    assert_reads(parse, DAY_AND_MONTH_STAND_AS_TOLD_UNLESS_IMPOSSIBLE)


@pytest.mark.parametrize("raw", ["19071984", "20071984", "18071984"])
def test_eight_digits_that_end_in_a_year_start_with_a_day(raw: str) -> None:
    assert parse(raw, GB) == (f"1984-07-{raw[:2]}",)


def test_years_of_two_digits_are_the_latest_that_have_begun() -> None:
    soon = date.today() + timedelta(2)
    assert parse("01/02/84") == ("1984-01-02",)
    assert parse("01/02/03") == ("2003-01-02",)
    assert parse(f"{soon:%m/%d/%y}") == (f"{soon.year - 100}{soon:-%m-%d}",)
    assert parse("84-07-19") == ("1984-07-19",)  # no month and no day is 84


WHAT_IS_NO_BIRTH_DATE_IS_REFUSED = {
    "n/a": Reason.PLACEHOLDER,
    "unknown": Reason.PLACEHOLDER,
    "0000-00-00": Reason.PLACEHOLDER,
    "00/00/0000": Reason.PLACEHOLDER,
    "01/01/1900": Reason.PLACEHOLDER,
    "jan 1 1970": Reason.PLACEHOLDER,
    "12/31/9999": Reason.PLACEHOLDER,
    "1984-02-30": Reason.OUT_OF_RANGE,
    "31/02/1980": Reason.OUT_OF_RANGE,
    "29 Feb 1900": Reason.OUT_OF_RANGE,
    "13/13/1980": Reason.OUT_OF_RANGE,
    "2999-01-01": Reason.OUT_OF_RANGE,
    "0999-01-01": Reason.OUT_OF_RANGE,
    "19 Foo 1980": Reason.BAD_FORMAT,
    "May": Reason.BAD_FORMAT,
    "5/5": Reason.BAD_FORMAT,
    "071084": Reason.BAD_FORMAT,
    "459043200": Reason.BAD_FORMAT,
    "1-Mar": Reason.SPREADSHEET_DAMAGE,
    "Mar-01": Reason.SPREADSHEET_DAMAGE,
    "#####": Reason.SPREADSHEET_DAMAGE,
    "4.5E+04": Reason.SPREADSHEET_DAMAGE,
    "XX/XX/XXXX": Reason.PLACEHOLDER,
    "2125550143": Reason.BAD_FORMAT,
    "212-09-7694": Reason.BAD_FORMAT,
    "jo@x.com": Reason.BAD_FORMAT,
    "\x00": Reason.BAD_FORMAT,
    "1" * 257: Reason.TOO_LONG,
}


def test_what_is_no_birth_date_is_refused() -> None:
    assert_reads(parse, WHAT_IS_NO_BIRTH_DATE_IS_REFUSED)


def test_every_placeholder_of_the_table_is_refused() -> None:
    for row in read_rows("placeholder_values.csv"):
        if row["kind"] == "dob":
            assert parse(row["value"]) is Reason.PLACEHOLDER, row["value"]


def test_leap_days_are_days() -> None:
    assert parse("29 Feb 2000") == ("2000-02-29",)


def test_nobody_is_born_in_the_future() -> None:
    today = date.today()
    assert parse(today.isoformat()) == (today.isoformat(),)
    assert parse((today + timedelta(2)).isoformat()) is Reason.OUT_OF_RANGE


WHAT_IS_SURE_OF_A_REFUSED_DATE_IS_SUGGESTED = {
    "31/02/1980": "1980-02",
    "1980-02-31": "1980-02",
    "31 Feb 1980": "1980-02",
    "13/13/1980": "1980",
    "O7/l9/1984": "1984-07-19",
    "2999-01-01": "",
    "1900-01-01": "",
    "31/02/80": "",
    "jo@x.com": "",
    "1" * 257: "",
}


def test_what_is_sure_of_a_refused_date_is_suggested() -> None:
    assert_reads(
        lambda raw: BIRTH_DATE.suggest(raw, US), WHAT_IS_SURE_OF_A_REFUSED_DATE_IS_SUGGESTED
    )


def test_facts_of_a_date() -> None:
    def facts(value: str) -> dict[str, str]:
        return dict(BIRTH_DATE.describe((value,), US).facts)

    assert facts("1984-07-19") == {"precision": "day"}
    assert facts("2001-03-04") == {"precision": "day"}
    assert facts("1984-07") == {"precision": "month"}
    assert facts("1984") == {"precision": "year"}
    assert facts("1985-01-01")["doubt"] == "first of January"
    assert BIRTH_DATE.describe(("1830-05-05",), US).confidence < 0.5


@pytest.mark.parametrize(
    ("raw", "other"),
    [("03/04/2001", "2001-04-03"), ("2001-03-04", ""), ("25/12/1980", ""), ("3 Apr 2001", "")],
)
def test_the_other_reading_of_an_ambiguous_text(raw: str, other: str) -> None:
    assert find_other_reading(raw, US) == other
    assert normalize("birth_date", raw).facts.get("other_reading", "") == other


days = st.dates(date(1850, 1, 2), date(2019, 12, 31))
shapes = st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%b %d, %Y", "%d%b%Y"])


@given(days, shapes)
def test_unambiguous_shapes_are_read_alike_everywhere(day: date, shape: str) -> None:
    parsed = parse(day.strftime(shape), GB)
    assert parsed in (Reason.PLACEHOLDER, (day.isoformat(),))
    assert parse(day.strftime(shape)) == parsed


@given(days, st.sampled_from(["/", "-", ".", " ", ""]), st.booleans())
def test_a_told_order_is_read_back(day: date, sign: str, day_first: bool) -> None:
    shape = sign.join(("%d", "%m", "%Y") if day_first else ("%m", "%d", "%Y"))
    parsed = parse(day.strftime(shape), Context(day_first=day_first))
    assert parsed in (Reason.PLACEHOLDER, (day.isoformat(),))


date_texts = st.text("0123456789/-. :TZadeJFnbMrth,", max_size=20)


@given(st.one_of(st.text(), date_texts), st.sampled_from((US, GB, Context(day_first=True))))
def test_parsing_never_raises_and_is_idempotent(raw: str, context: Context) -> None:
    parsed = parse(raw, context)
    if isinstance(parsed, tuple):
        assert re.fullmatch(r"[12]\d{3}(-\d\d(-\d\d)?)?", parsed[0])
        assert parse(BIRTH_DATE.render(*parsed), context) == parsed


@given(days, st.sampled_from(["/", "-", "."]))
def test_only_days_above_twelve_tell_the_order(day: date, sign: str) -> None:
    told = day.day > 12
    assert day_first_evidence(day.strftime(f"%d{sign}%m{sign}%Y")) is (True if told else None)
    assert day_first_evidence(day.strftime(f"%m{sign}%d{sign}%Y")) is (False if told else None)
    assert day_first_evidence(day.isoformat()) is None


OTHER_TEXTS_TELL_NO_ORDER = [
    "",
    "n/a",
    "00/25/1980",
    "32/01/1980",
    "25/25/1980",
    "19841225",
    "1" * 10**6,
    "\x00",
]


def test_other_texts_tell_no_order() -> None:
    assert_reads(
        lambda raw: day_first_evidence(raw), dict.fromkeys(OTHER_TEXTS_TELL_NO_ORDER, None)
    )


@pytest.mark.parametrize(
    "header", ["dob", "date_of_birth", "birthdate", "customer_dob", "birth_day", "geburtsdatum"]
)
def test_headers_name_the_column(header: str) -> None:
    assert re.fullmatch(BIRTH_DATE.headers, header)


@pytest.mark.parametrize("header", ["date", "created_at", "birth_place", "expiry_date", "doberman"])
def test_other_headers_do_not(header: str) -> None:
    assert not re.fullmatch(BIRTH_DATE.headers, header)
