"""Files of format version 1, made once: every later version must still read them."""

from datetime import date
from pathlib import Path

from inspector.trust import (
    Card,
    SealedReader,
    Vault,
    digest,
    locked_card,
    open_envelope,
    open_roster,
    unlock,
    unseal,
)

FOLDER = Path(__file__).parents[1] / "vectors" / "trust" / "v1"
PASSPHRASE = "雨打芭蕉 4 点"
KEY_IDS = {
    "office": "sha256:d777f2c7de754caf0fbe6937d12d2073612a0db16112a4ad0b15af989eb692f1",
    "lead": "sha256:15e41d233cb65042e70e93dd6bccc60c608b757b74827f7457836ca6ce25dd93",
    "second": "sha256:0b7e9793bd6356163e759cdd81e291584d317b423e19db8741df923b40429d6b",
}
TABLE = ("编号,金额\n" + "".join(f"F{n:05d},{n}.00\n" for n in range(9000))).encode()


def frozen(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def card(name: str) -> Card:
    return Card.from_bytes(frozen(f"{name}.card"))


def test_the_cards_say_who_they_said() -> None:
    assert {name: card(name).key_id for name in KEY_IDS} == KEY_IDS
    lead = card("lead")
    assert (lead.name, lead.role, lead.cert_no) == ("王𬭎", "lead", "浙医保执法-001")
    assert (lead.valid_from, lead.valid_to) == (date(2024, 1, 1), date(2026, 12, 31))
    assert lead.to_bytes() == frozen("lead.card")


def test_the_identity_unlocks_and_is_its_cards() -> None:
    identity = unlock(frozen("lead.identity"), PASSPHRASE)
    assert identity.card == locked_card(frozen("lead.identity")) == card("lead")


def test_the_roster_says_who_took_part() -> None:
    roster = open_roster(frozen("team.roster"))
    assert roster.inspection == "2024-示例-康宁康复医院"
    assert roster.issuer == card("office")
    assert roster.issued == date(2024, 3, 1)
    assert [member.card for member in roster.members] == [card("lead"), card("second")]
    assert roster.allows(KEY_IDS["second"], date(2024, 6, 30))


def test_the_envelope_holds_both_signatures() -> None:
    known = {card(name).key_id: card(name) for name in KEY_IDS}
    payload, signers = open_envelope(frozen("two-signatures.envelope"), "manifest", known.get)
    assert payload.decode() == '{"amount":"1234.50","case":"2024-示例","count":12}'
    assert signers == (card("lead"), card("second"))


def test_the_sealed_table_opens_whole_and_in_part() -> None:
    secret = unlock(frozen("lead.identity"), PASSPHRASE).age_secret
    assert unseal(frozen("table.age"), secret) == TABLE
    with SealedReader(FOLDER / "table.age", secret) as reader:
        assert reader.read_at(70_000, 1_000) == TABLE[70_000:71_000]


def test_the_block_opens_where_it_belongs() -> None:
    block = Vault(bytes(range(32))).open(frozen("block.vault"), b"journal/lead/0")
    assert block.decode() == "第一条"


def test_the_samples_themselves_were_never_touched() -> None:
    assert {file.name: digest(file.read_bytes())[7:23] for file in FOLDER.iterdir()} == FROZEN


FROZEN = {
    "block.vault": "49653bff09d2a078",
    "lead.card": "9b9be30b93da36dd",
    "lead.identity": "714ec7b02f927e25",
    "office.card": "ae5b6fd2b58710a8",
    "second.card": "cd06ee89a5aaa6d0",
    "table.age": "23b6f497add4f9bf",
    "team.roster": "ef10482749bafe72",
    "two-signatures.envelope": "0a1c376e7f0ac734",
}
