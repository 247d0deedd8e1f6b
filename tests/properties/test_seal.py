"""Whatever is sealed opens again, and whatever has been touched does not."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import NotRecipient, SealDamaged
from inspector.trust import SealedReader, SealWriter, Vault, new_identity, new_key, seal, unseal
from inspector.trust.age_payload import CHUNK

LEAD = new_identity("王甲", "lead")
NEAR_BORDERS = st.builds(
    lambda chunks, off: max(0, chunks * CHUNK + off), st.integers(0, 35), st.integers(-2, 2)
)
SMALL = seal("王甲只看这一页".encode(), [LEAD.card.seal_key])


@settings(max_examples=25, deadline=None)
@given(size=NEAR_BORDERS, cuts=st.lists(st.integers(2_000, 3 * CHUNK), min_size=1, max_size=4))
def test_any_size_written_in_any_pieces_opens_to_the_same_bytes(size: int, cuts: list[int]) -> None:
    plain = bytes(range(256)) * (size // 256 + 1)
    plain = plain[:size]
    sink, at, turn = io.BytesIO(), 0, 0
    with SealWriter(sink, [LEAD.card.seal_key]) as writer:
        while at < size:
            step = cuts[turn % len(cuts)]
            writer.write(plain[at : at + step])
            at, turn = at + step, turn + 1
    assert unseal(sink.getvalue(), LEAD.age_secret) == plain


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> SealedReader:
    file = tmp_path_factory.mktemp("sealed") / "table.age"
    file.write_bytes(seal(bytes(range(256)) * 1000, [LEAD.card.seal_key]))
    return SealedReader(file, LEAD.age_secret)


@settings(max_examples=100, deadline=None)
@given(position=st.integers(0, 260_000), length=st.integers(0, 260_000))
def test_any_range_of_a_sealed_table_is_that_range(
    reader: SealedReader, position: int, length: int
) -> None:
    plain = bytes(range(256)) * 1000
    assert reader.read_at(position, length) == plain[position : position + length]


def refused(sealed: bytes) -> bool:
    """Whether nobody can open it; a changed share or wrapped key reads as one for somebody else."""
    try:
        unseal(sealed, LEAD.age_secret)
    except (SealDamaged, NotRecipient):
        return True
    return False


@pytest.mark.parametrize("bit", [0x01, 0x20, 0x80])
def test_one_flipped_bit_anywhere_and_the_file_is_refused(bit: int) -> None:
    accepted = []
    for position in range(len(SMALL)):
        touched = bytearray(SMALL)
        touched[position] ^= bit
        if not refused(bytes(touched)):
            accepted.append(position)
    assert accepted == []


def test_cut_off_at_any_length_the_file_is_refused() -> None:
    assert [length for length in range(len(SMALL)) if not refused(SMALL[:length])] == []


@pytest.mark.parametrize(
    "more",
    [b"\0", b"\n", bytes(16), bytes(CHUNK + 16), SMALL],
    ids=["a byte", "a line", "a tag", "a chunk", "a file"],
)
def test_with_anything_after_its_end_the_file_is_refused(more: bytes) -> None:
    with pytest.raises(SealDamaged):
        unseal(SMALL + more, LEAD.age_secret)


@settings(max_examples=50, deadline=None)
@given(plain=st.binary(max_size=200), bound=st.binary(max_size=40), data=st.data())
def test_a_block_opens_where_it_belongs_and_in_no_other_shape(
    plain: bytes, bound: bytes, data: st.DataObject
) -> None:
    vault = Vault(new_key())
    sealed = vault.seal(plain, bound)
    assert vault.open(sealed, bound) == plain
    touched = bytearray(sealed)
    touched[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    for block, place in (
        (bytes(touched), bound),
        (sealed[: data.draw(st.integers(0, len(sealed) - 1))], bound),
        (sealed, bound + b"elsewhere"),
    ):
        with pytest.raises(SealDamaged):
            vault.open(block, place)
