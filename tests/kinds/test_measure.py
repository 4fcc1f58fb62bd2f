import pytest

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.measure import MEASURE


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("$1,299.00", "1299"),
        ("1.299,50 EUR", "1299.5"),
        ("USD 12", "12"),
        ("12,5 kg", "12.5"),
        ("1 234 567", "1234567"),
        ("0.50", "0.5"),
        ("-3.20", "-3.2"),
        ("140.95", "140.95"),
        ("1,234", "1234"),
        ("55\"", "55"),
    ],
)  # fmt: skip
def test_ways_to_write_a_measure_are_one_number(raw: str, value: str) -> None:
    assert MEASURE.parse(raw, Context()) == (value,)


@pytest.mark.parametrize("raw", ["12 to 14", "1,2,3", "abc", "12x7x3", "1.2.3"])
def test_what_is_no_measure_is_refused(raw: str) -> None:
    assert MEASURE.parse(raw, Context()) is Reason.BAD_FORMAT
