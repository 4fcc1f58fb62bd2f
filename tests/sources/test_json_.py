"""JSON and NDJSON, any mixture of types, and the place of every fault."""

from pathlib import Path

import pytest

from identity_resolve.errors import SourceError
from identity_resolve.sources.content import Content, to_utf8
from identity_resolve.sources.json_ import read_json, read_ndjson

PATH = Path("web.json")


def content(text):
    return to_utf8(Content(PATH, text.encode()))


def fault(read, text):
    with pytest.raises(SourceError) as caught:
        read(content(text))
    assert str(caught.value).startswith("web.json: ")
    return str(caught.value).removeprefix("web.json: ")


@pytest.mark.parametrize("read", [read_ndjson, read_json])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_object_a_line(read, mark):
    frame = read(content(mark + '{"id": 1, "name": "Zoë"}\n\n{"id": 2, "city": "Rome"}\n'))
    assert frame.to_dicts() == [
        {"id": 1, "name": "Zoë", "city": None},
        {"id": 2, "name": None, "city": "Rome"},
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_array_of_objects(mark):
    frame = read_json(content(mark + ' [\n{"id": 1, "tags": ["a"]},\n{"id": 2, "tags": []}]\n'))
    assert frame.to_dicts() == [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}]


@pytest.mark.parametrize("text", ['{"id": 1}', '{"id": 1}\n', '{\n  "id": 1\n}\n'])
def test_one_object_is_one_record(text):
    assert read_json(content(text)).to_dicts() == [{"id": 1}]


def test_types_that_differ_from_record_to_record_become_text():
    lines = ['{"a": 1, "b": true}', '{"a": "x", "b": 2}', '{"b": {"c": 1}}']
    by_line = read_ndjson(content("\n".join(lines)))
    as_array = read_json(content(f"[{','.join(lines)}]"))
    assert by_line.get_column("a").to_list() == ["1", "x", None]
    assert as_array.get_column("a").to_list() == ["1", "x", None]


def test_a_record_of_another_shape_far_down():
    lines = ['{"a": 1}\n'] * 5000 + ['{"a": "x", "b": "y"}\n']
    assert read_ndjson(content("".join(lines))).row(5000) == ("x", "y")


def test_a_lone_surrogate_and_nul_do_no_harm():
    frame = read_ndjson(content('{"a": "x\\u0000y", "b": "\\ud83d", "c": 1}\n{"c": true}\n'))
    assert frame.get_column("a").to_list() == ["x\x00y", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}\n{"a": }\n', "line 2, column 7: malformed JSON (Expecting value); correct it"),
        ('{"a": 1}\n\n{"a": 2', "line 3, column 8: malformed JSON (Expecting ',' delimiter)"),
        ('{"a": 1}\n[1]\n', "line 2: a list, not an object; write one record a line, as"),
        ("1\n2\n", "line 1: a number, not an object; write one record a line"),
        ('{"a": 1}\nnull\n', "line 2: null, not an object"),
    ],
)
def test_a_fault_in_a_line(text, expected):
    assert fault(read_ndjson, text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1},\n {"a": }]', "line 2, column 8: malformed JSON (Expecting value); correct it"),
        ('[{"a": 1}', "line 1, column 10: malformed JSON (Expecting ',' delimiter)"),
        ("[1, 2]", "item 1 of the array is a number, not an object; write every record as"),
        ('[{"a": 1}, "x"]', "item 2 of the array is a text, not an object"),
        ('{"customers": [{"a": 1}]}', "an object, not records; the records seem to be under"),
        ('{\n"customers": [{"a": 1}]\n}', "an object, not records; the records seem to be under"),
        ('{"a": 1,\n', "line 1, column 9: malformed JSON"),
        ("hello", "line 1, column 1: malformed JSON (Expecting value)"),
        ("[" * 100_000, "line 1: a number with too many digits, or too many levels"),
    ],
)
def test_a_fault_in_an_array(text, expected):
    assert fault(read_json, text).startswith(expected)
