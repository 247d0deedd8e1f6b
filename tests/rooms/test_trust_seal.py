"""Sealed files: a stream to write, ranges to read, opened by other tools, refused when touched."""

import gc
import io
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pyrage
import pytest

from inspector.errors import FileMissing, NotRecipient, SealDamaged
from inspector.trust import SealedReader, SealWriter, new_identity, seal, unseal
from inspector.trust.age_payload import CHUNK

LEAD = new_identity("王甲", "lead")
OTHER = new_identity("李乙", "inspector")
EVERYONE = [LEAD.card.seal_key, OTHER.card.seal_key]
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


def made_up(size: int) -> bytes:
    return Random(size).randbytes(size)


def public_tool(name: str) -> str:
    """The command of another age implementation; CI must have it."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"the public {name} command is not installed")
        pytest.skip(f"the public {name} command is not installed")
    return found


@pytest.mark.parametrize("size", SIZES)
def test_every_recipient_opens_what_was_sealed(size: int) -> None:
    plain = made_up(size)
    sealed = seal(plain, EVERYONE)
    assert unseal(sealed, LEAD.age_secret) == plain
    assert unseal(sealed, OTHER.age_secret) == plain


def test_somebody_else_is_told_they_are_no_recipient() -> None:
    with pytest.raises(NotRecipient) as refused:
        unseal(seal(b"plan", [LEAD.card.seal_key]), OTHER.age_secret, "x.age")
    assert refused.value.facts == {"path": "x.age"}


def test_the_same_plan_never_seals_to_the_same_bytes() -> None:
    assert seal(b"plan", EVERYONE) != seal(b"plan", EVERYONE)


def test_a_recipient_named_twice_is_written_once() -> None:
    sealed = seal(b"plan", [LEAD.card.seal_key, LEAD.card.seal_key])
    assert sealed.count(b"-> X25519") == 1


def test_nothing_is_sealed_for_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        seal(b"plan", [])


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_opens_ours_and_we_open_theirs(size: int) -> None:
    plain = made_up(size)
    theirs = pyrage.x25519.Identity.from_str(LEAD.age_secret)
    assert pyrage.decrypt(seal(plain, EVERYONE), [theirs]) == plain
    sealed = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(LEAD.card.seal_key)])
    assert unseal(sealed, LEAD.age_secret) == plain


@pytest.mark.parametrize("size", SIZES)
def test_the_public_age_command_opens_ours_and_we_open_its(size: int, tmp_path: Path) -> None:
    age = public_tool("age")
    plain = made_up(size)
    key = tmp_path / "key.txt"
    key.write_text(LEAD.age_secret + "\n")
    opened = subprocess.run(
        [age, "-d", "-i", str(key)], input=seal(plain, EVERYONE), capture_output=True, check=True
    )
    assert opened.stdout == plain
    sealed = subprocess.run(
        [age, "-r", LEAD.card.seal_key], input=plain, capture_output=True, check=True
    )
    assert unseal(sealed.stdout, LEAD.age_secret) == plain


def test_a_table_written_in_small_pieces_is_the_same_table() -> None:
    plain = made_up(3 * CHUNK + 7)
    for step in (1_000, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK):
        sink = io.BytesIO()
        with SealWriter(sink, EVERYONE) as writer:
            for at in range(0, len(plain), step):
                writer.write(plain[at : at + step])
                writer.write(b"")
            assert writer.tell() == len(plain)
        assert unseal(sink.getvalue(), LEAD.age_secret) == plain
        assert not sink.closed


def test_a_sink_that_takes_a_little_at_a_time_gets_all_of_it() -> None:
    class Sipping(io.BytesIO):
        def write(self, data: object) -> int:
            return super().write(memoryview(data)[:1000])  # type: ignore[arg-type]

    sink = Sipping()
    with SealWriter(sink, EVERYONE) as writer:
        writer.write(made_up(2 * CHUNK))
    assert unseal(sink.getvalue(), LEAD.age_secret) == made_up(2 * CHUNK)


def test_a_writer_left_by_an_error_leaves_a_file_nobody_accepts() -> None:
    sink = io.BytesIO()
    with pytest.raises(RuntimeError), SealWriter(sink, EVERYONE) as writer:
        writer.write(made_up(2 * CHUNK))
        raise RuntimeError("half a table")
    with pytest.raises(SealDamaged):
        unseal(sink.getvalue(), LEAD.age_secret)


def test_a_writer_that_was_forgotten_does_not_make_its_half_look_whole() -> None:
    sink = io.BytesIO()
    SealWriter(sink, EVERYONE).write(made_up(2 * CHUNK))
    gc.collect()
    with pytest.raises(SealDamaged):
        unseal(sink.getvalue(), LEAD.age_secret)


def test_a_closed_writer_takes_no_more_and_closes_once() -> None:
    sink = io.BytesIO()
    writer = SealWriter(sink, EVERYONE)
    writer.write(b"plan")
    writer.close()
    writer.close()
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")
    assert unseal(sink.getvalue(), LEAD.age_secret) == b"plan"


@pytest.fixture
def entry(tmp_path: Path) -> tuple[Path, int, int]:
    """A sealed table between other bytes, as an entry lies in a ZIP: file, offset, length."""
    sealed = seal(made_up(3 * CHUNK + 7), EVERYONE)
    file = tmp_path / "x.snapshot"
    file.write_bytes(b"PK before" + sealed + b"PK after, longer than a tag")
    return file, len(b"PK before"), len(sealed)


def test_any_range_reads_as_if_the_table_lay_open(entry: tuple[Path, int, int]) -> None:
    plain = made_up(3 * CHUNK + 7)
    random = Random(1)
    with SealedReader(entry[0], LEAD.age_secret, *entry[1:]) as reader:
        assert reader.size == len(plain)
        spots = [(0, 10), (CHUNK - 1, 2), (CHUNK, CHUNK), (0, 2 * CHUNK), (len(plain) - 3, 99)]
        spots += [(random.randrange(len(plain)), random.randrange(CHUNK)) for _ in range(50)]
        for position, length in spots:
            assert reader.read_at(position, length) == plain[position : position + length]
        assert reader.read_at(0, reader.size + 5) == plain
        assert reader.read_at(reader.size, 1) == b""
        assert reader.read_at(5, 0) == b""


def test_many_threads_read_one_table_at_once(entry: tuple[Path, int, int]) -> None:
    plain = made_up(3 * CHUNK + 7)
    positions = [(7919 * turn) % len(plain) for turn in range(400)]
    with (
        SealedReader(entry[0], LEAD.age_secret, *entry[1:]) as reader,
        ThreadPoolExecutor(8) as threads,
    ):
        read = list(threads.map(lambda position: reader.read_at(position, 70_000), positions))
    assert read == [plain[position : position + 70_000] for position in positions]


def test_a_table_cut_off_at_a_chunk_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    sealed = seal(made_up(3 * CHUNK), EVERYONE)
    file = tmp_path / "cut.age"
    file.write_bytes(sealed[: -(CHUNK + 16)])
    with pytest.raises(SealDamaged):
        SealedReader(file, LEAD.age_secret)


def test_a_part_longer_than_its_file_is_refused(entry: tuple[Path, int, int]) -> None:
    with pytest.raises(SealDamaged):
        SealedReader(entry[0], LEAD.age_secret, entry[1], entry[2] + 10_000)


def test_a_changed_chunk_is_refused_when_it_is_read_and_not_before(
    entry: tuple[Path, int, int],
) -> None:
    file, offset, length = entry
    data = bytearray(file.read_bytes())
    data[offset + length - 2 * CHUNK] ^= 1
    file.write_bytes(data)
    with SealedReader(file, LEAD.age_secret, offset, length) as reader:
        assert reader.read_at(0, CHUNK) == made_up(3 * CHUNK + 7)[:CHUNK]
        with pytest.raises(SealDamaged):
            reader.read_at(CHUNK, CHUNK)


def test_chunks_in_another_order_are_refused(tmp_path: Path) -> None:
    sealed = seal(made_up(4 * CHUNK), EVERYONE)
    start, step = len(sealed) - 4 * (CHUNK + 16), CHUNK + 16
    chunks = [sealed[start + at * step : start + (at + 1) * step] for at in (1, 0, 2, 3)]
    with pytest.raises(SealDamaged):
        unseal(sealed[:start] + b"".join(chunks), LEAD.age_secret)


def test_a_file_cut_short_after_it_was_opened_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.age"
    file.write_bytes(seal(made_up(3 * CHUNK), EVERYONE))
    with SealedReader(file, LEAD.age_secret) as reader:
        if sys.platform == "win32":
            pytest.skip("Windows does not cut a file that is open")
        os.truncate(file, 2 * CHUNK)
        with pytest.raises(SealDamaged):
            reader.read_at(0, 3 * CHUNK)


def test_a_refused_file_is_not_kept_open(tmp_path: Path) -> None:
    file = tmp_path / "x.age"
    file.write_bytes(seal(b"plan", [OTHER.card.seal_key]))
    with pytest.raises(NotRecipient):
        SealedReader(file, LEAD.age_secret)
    file.unlink()
    with pytest.raises(FileMissing):
        SealedReader(file, LEAD.age_secret)


def test_a_header_without_end_is_refused_without_reading_for_ever() -> None:
    endless = b"age-encryption.org/v1\n" + b"-> grease\n\n" * 2_000_000
    with pytest.raises(SealDamaged):
        unseal(endless, LEAD.age_secret)
