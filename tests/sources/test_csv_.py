"""CSV of every dialect, the fast and the slow way, and the place of every fault."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.errors import SourceError
from identity_resolve.sources.content import Content, to_utf8
from identity_resolve.sources.csv_ import read_csv

PATH = Path("crm.csv")


def read(text):
    data = text if isinstance(text, bytes) else text.encode()
    return read_csv(to_utf8(Content(PATH, data)))


def rows(text):
    return read(text).rows()


def fault(text):
    with pytest.raises(SourceError) as caught:
        read(text)
    assert str(caught.value).startswith("crm.csv: ")
    return str(caught.value).removeprefix("crm.csv: ")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_common_separator(separator):
    text = 'name,"note, long",city\nAnn,"a, b",Rome\n'.replace(",", separator)
    frame = read(text)
    assert frame.columns == ["name", f"note{separator} long", "city"]
    assert frame.rows() == [("Ann", f"a{separator} b", "Rome")]


def test_the_separator_is_the_one_that_fits_the_lines():
    frame = read("name, first;city, state;note\nAnn;Rome, IT;x\nBo;Bonn;a, b, c\n")
    assert frame.columns == ["name, first", "city, state", "note"]
    assert frame.height == 2


def test_values_stay_text_and_blank_values_are_missing():
    assert rows("id,zip,rate\n007,01234,1.50\n8,,NA\n") == [
        ("007", "01234", "1.50"),
        ("8", None, "NA"),
    ]


def test_quoted_line_ends_doubled_quotes_and_crlf():
    text = 'id,note\r\n1,"two\r\nlines"\r\n2,"he said ""hi"""\r\n'
    assert rows(text) == [("1", "two\r\nlines"), ("2", 'he said "hi"')]


def test_old_macintosh_line_ends():
    assert rows("a,b\r1,2\r3,4\r") == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_byte_order_mark_is_no_part_of_the_first_name(mark):
    assert read(f'{mark}"id",name\n1,Ann\n').columns == ["id", "name"]


def test_quotes_inside_unquoted_values_are_text():
    assert rows('item,size\n5" disk,2\nx,1\n6" disk,3\n') == [
        ('5" disk', "2"),
        ("x", "1"),
        ('6" disk', "3"),
    ]


def test_quotes_in_a_header_are_read_as_quotes():
    assert read('"the ""id""",b\n1,2\n').columns == ['the "id"', "b"]


def test_blank_lines_between_and_after_records_are_no_records():
    assert rows("\n\na,b\n\n1,2\n,\n\n3,\n\n\n") == [("1", "2"), ("", ""), ("3", "")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["3,4", ",", '5,"\n\n"', "5,"])
def test_blank_lines_at_the_end_are_no_records(end, last):
    text = f"a,b\n1,2\n{last}\n".replace("\n", end)
    assert rows(text + end * 3) == rows(text)
    assert len(rows(text)) == 2


def test_a_record_without_any_value_is_a_record():
    assert rows("a,b\n,\n1,\n") == [(None, None), ("1", None)]


def test_one_column_with_a_missing_value():
    assert rows("email\na@b.org\n\nc@d.org\n") == [("a@b.org",), (None,), ("c@d.org",)]


def test_one_column_read_the_slow_way():
    assert rows('\nsize\n5" disk\n\n7" disk\n8" disk\n') == [
        ('5" disk',),
        ("",),
        ('7" disk',),
        ('8" disk',),
    ]


def test_no_line_end_at_the_end():
    assert rows("a,b\n1,2") == [("1", "2")]


def test_an_unnamed_column_is_numbered_and_an_empty_one_dropped():
    frame = read(",name,column_1,\n0,Ann,x,\n1,Bo,y,\n")
    assert frame.columns == ["column_1_", "name", "column_1"]


def test_hostile_values():
    huge = "x" * 10_000_000
    values = [huge, "a\x00b", "\u202egnp.exe", "👩‍👩‍👧", "=cmd|'/c calc'!A0", "a\u2028b"]
    text = "id,value\n" + "".join(f'{i},"{value}"\n' for i, value in enumerate(values))
    assert [value for _, value in rows(text)] == values


def test_hostile_values_read_the_slow_way():
    huge = "x,\n" * 500_000
    text = f'id,value,last\n1,"{huge}",\n\n2,a\x00b,c\n'
    assert rows(text) == [("1", huge, ""), ("2", "a\x00b", "c")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "id,name,city\n1,Ann,Rome\n2,Bo,Bonn,x\n",
            "line 3: 4 fields, the header has 3; the extra field follows column 'city'; correct "
            "the line, and quote values that hold ','",
        ),
        (
            "id,name,city\n1,a,b\n2,Bo,Bonn,x,y\n",
            "line 3: 5 fields, the header has 3; the extra fields",
        ),
        (
            "id,name,city\n1,Ann,Rome\n2,Bo\n",
            "line 3: 2 fields, the header has 3; nothing stands for column 'city'",
        ),
        (
            'id,name,city\n1,"A\nn\nn",Rome\n\n2\n',
            "line 6: 1 field, the header has 3; nothing stands for column 'name'",
        ),
        ('id,name,city\n1,"a,b",\n2,"c,d"\n', "line 3: 2 fields, the header has 3"),
        ("id,name\n1,Ann\n2,Bo,x", "line 3: 3 fields, the header has 2; the extra field follows"),
        ("id,name\n\n2,Bo,", "line 3: 3 fields, the header has 2; the extra field follows"),
        ("id,name\n1\n2,Bo,x", "line 2: 1 field, the header has 2; nothing stands for column"),
        ("Report of May\nid,name\n1,Ann\n", "line 2: 2 fields, the header has 1"),
    ],
)
def test_a_ragged_line_is_named_with_its_column(text, expected):
    assert fault(text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id,name\n1,Ann\n2,"Bo\n3,Cy\n', "line 3, column 'name': a quote opens here and is never"),
        ('id,name\n"1\n2","Bo\n3,Cy\n', "line 3, column 'name': a quote opens here and is never"),
        ('"id,name\n1,Ann\n', "line 1, column 1: a quote opens here and is never closed; close it"),
        ('id,name\n"x"y,Ann\n', "line 2, column 'id': text follows a closing quote; double"),
        ('id,name\n"say \\"hi, you\\"",Ann\n', "line 2, column 'id': text follows a closing quote"),
    ],
)
def test_a_broken_quote_is_named_where_it_opens(text, expected):
    assert fault(text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,name,id\n1,2,3\n", "line 1: column 'id' occurs 2 times (fields 1 and 3); rename"),
        (" , ,\n1,2,3\n", "line 1: no column names; the first line must name the columns"),
        ("\n \n", "line 2: no column names"),
        ("\n\n", "line 1: no column names"),
        ("1,ann@example.org,x\n2,bo@example.org,y\n", "line 1: looks like a record, not like"),
        ("1,2125551234\n2,2125551235\n", "line 1: looks like a record, not like column names"),
    ],
)
def test_a_header_that_names_no_columns(text, expected):
    assert fault(text).startswith(expected)


def test_a_fault_far_down_a_large_file():
    text = "id,name,city\n" + "1,Ann,Rome\n" * 100_000 + "2,Bo\n" + "1,Ann,Rome\n" * 10
    assert fault(text).startswith("line 100002: 2 fields, the header has 3")


def test_the_limit_of_the_csv_module_is_left_as_it_was():
    before = csv.field_size_limit()
    read("a,b\n1,2\n\n")
    assert csv.field_size_limit() == before


cells = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=6)
hostile_cells = st.text(st.sampled_from('"a\n\r,;\t| \x00'), max_size=6)


@given(
    st.lists(st.tuples(*[cells | hostile_cells] * 3), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read(records, separator, end):
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if any("\r" in cell for row in records for cell in row) else 0
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows([["id", "some name", "city"], *records])
    frame = read(text.getvalue())
    assert frame.columns == ["id", "some name", "city"]
    assert [tuple(cell or "" for cell in row) for row in frame.rows()] == records


def expected_rows(text):
    """The records by the csv module; None where a line is ragged, ... where a quote is broken."""
    try:
        read_rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error:
        return ...
    return None if any(len(row) != 2 for row in read_rows) else [tuple(r) for r in read_rows[1:]]


pieces = st.lists(
    st.sampled_from(['"', "a", ",", "\n", '""', ',"', "b\n", "\r\n", '"a"']), max_size=14
)


@given(pieces)
def test_any_text_reads_as_the_csv_module_reads_it_or_not_at_all(parts):
    text = "id,name\n" + "".join(parts)
    expected = expected_rows(text)
    if expected is None:
        fault(text)
    elif expected is not ...:
        assert [tuple(cell or "" for cell in row) for row in rows(text)] == expected
