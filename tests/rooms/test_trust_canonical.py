"""Canonical bytes and the strict way back."""

import json
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.trust import canonical, digest, digest_file, parse_canonical
from inspector.trust.canonical import from_base64, parse, to_base64


def test_the_published_sample_comes_out_byte_for_byte() -> None:
    """RFC 8785, section 3.2.2 and 3.2.3."""
    sample = r"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "€$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    expected = (
        r'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )
    assert canonical(json.loads(sample)) == expected.encode()


class _Own(str):
    """A text of a type of its own."""


_KEYS = st.text(max_size=4) | st.sampled_from(["a", "é", "\ufb33", "\U0001f600", "\ue000", "\x7f"])
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(['\x00\x1f\x7f\b\f\n\r\t"\\/', "\u2028\u2029", _Own("own")]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(_KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(value=_VALUES)
@settings(max_examples=400, deadline=None)
def test_the_fast_way_writes_what_the_published_library_writes(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_keys_are_ordered_by_utf_16_units() -> None:
    """RFC 8785, section 3.2.3: the sample with a Hebrew letter and a smiley."""
    sample = {
        "€": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "ö": "Latin Small Letter O With Diaeresis",
    }
    order = list(json.loads(canonical(sample)).values())
    assert [value.split()[0] for value in order] == [
        "Carriage", "One", "Control", "Latin", "Euro", "Emoji:", "Hebrew",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        *(Decimal("1.50"), {"k": {1, 2}}, float("nan"), 2**60, -(2**53), "\ud800"),
        *({"\ud800": 1}, {1: "a"}, {None: 1}, {"k": ["\ud800"]}),
    ],
)
def test_what_json_cannot_carry_exactly_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":NaN}',
        b"[]",
        b"{} {}",
        b'{"a":"\xff"}',
        b"[" * 100_000,
    ],
)
def test_ambiguous_json_is_not_read_at_all(data: bytes) -> None:
    with pytest.raises(ValueError, match="JSON"):
        parse(data)


@pytest.mark.parametrize("text", ["YQ", "YR==", "YQ==\n", "Y Q==", "YQ=", "YQ===", "_-==", "é"])
def test_base64_another_encoder_would_have_written_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not canonical base64"):
        from_base64(text)


@pytest.mark.parametrize("text", ["YQ==", "YR", "Y", "YQ\n"])
def test_unpadded_base64_is_as_strict(text: str) -> None:
    with pytest.raises(ValueError, match="not canonical base64"):
        from_base64(text, padded=False)


def test_base64_goes_there_and_back() -> None:
    for data in (b"", b"a", b"ab", b"abc", bytes(range(256))):
        assert from_base64(to_base64(data)) == data
        assert from_base64(to_base64(data, padded=False), padded=False) == data


def test_a_digest_names_its_algorithm_and_a_part_of_a_file_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "entry"
    file.write_bytes(b"before" + bytes(3_000_000) + b"after")
    assert digest(b"abc") == (
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    assert digest_file(file) == f"sha256:{sha256(file.read_bytes()).hexdigest()}"
    assert digest_file(file, 6, 3_000_000) == digest(bytes(3_000_000))
    assert digest_file(file, 3_000_006) == digest(b"after")
    assert digest_file(file, 0, 0) == digest(b"")


def _carried(value: object) -> bool:
    """A whole number beyond 2^53 written as a fraction comes back as one that cannot be carried."""
    try:
        canonical(json.loads(canonical(value)))
    except ValueError:
        return False
    return True


@given(st.dictionaries(_KEYS, _VALUES, max_size=4).filter(_carried))
@settings(max_examples=500)
def test_canonical_bytes_are_read_back_and_no_other_spelling_of_them(value: dict[str, Any]) -> None:
    data = canonical(value)
    assert parse_canonical(data) == json.loads(data)
    for other in (json.dumps(value).encode(), json.dumps(value, ensure_ascii=False).encode()):
        if other != data:
            with pytest.raises(ValueError, match=r"canonical|strict"):
                parse_canonical(other)


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1E2}',
        b'{"a":1e16}',
        b'{"a":[{"b":1e16}]}',
        b'{"a":"\xe6\x9c\xaf","b":1e16}',
        b'{"a":-0}',
        b'{"a":9007199254740992}',
        b'{"a":NaN}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\/"}',
        '{"\ue000":1,"\U0001f600":1}'.encode(),
        b'{"a":1} ',
        b'{"a":"\xff"}',
        b"[]",
        b"",
    ],
)
def test_what_canonical_json_would_not_have_written_is_not_read(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_canonical(data)
