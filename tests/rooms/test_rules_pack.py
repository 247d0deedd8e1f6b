"""A pack handed on as one file: the same bytes each time, who answers for it, what is refused."""

import json
import shutil
from pathlib import Path

import pytest

from inspector import shipped
from inspector.errors import PackageDamaged, PackageRolledBack, PackInvalid, RoleForbidden
from inspector.rules import load_pack, pack_file, signers_of, unpack
from inspector.steps import verify_file
from inspector.steps.packs import keep_pack, kept_pack, load_packs
from inspector.trust import Card, Identity, TrustStore, home, new_identity
from tests.rooms.rules_made_up import CASES, PACK, RULE, write_pack

SIGNER = new_identity("规则组", "lead")


def knowing(identity: Identity) -> dict[str, Card]:
    return {identity.card.key_id: identity.card}


def signed(folder: Path, **parts: str) -> Path:
    file = folder.with_suffix(".pack")
    file.write_bytes(pack_file(write_pack(folder, **parts), SIGNER))
    return file


def test_the_same_pack_signed_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = signed(tmp_path / "a"), signed(tmp_path / "b")
    assert one.read_bytes() == other.read_bytes()


def test_a_shipped_pack_kept_as_a_file_verifies_as_the_release_s_own(tmp_path: Path) -> None:
    file = tmp_path / "general.pack"
    file.write_bytes(pack_file(shipped.folder("rulepacks") / "general"))
    assert verify_file(file).shipped
    edited = tmp_path / "general"
    shutil.copytree(shipped.folder("rulepacks") / "general", edited)
    readme = edited / "README.md"
    readme.write_text(readme.read_text("utf-8") + "\n", "utf-8")
    file.write_bytes(pack_file(edited))
    assert not verify_file(file).shipped


def test_a_signed_file_is_the_pack_of_its_folder(tmp_path: Path) -> None:
    file = signed(tmp_path / "a")
    pack, folder = load_pack(file, knowing(SIGNER).get), load_pack(tmp_path / "a")
    assert (pack.standing, folder.standing) == ("signed", "local")
    assert (pack.digest, pack.rules[0].digest) == (folder.digest, folder.rules[0].digest)
    assert pack.knowledge == folder.knowledge and pack.path == file
    assert pack.verdict(pack.rules[0]) == "breach"
    assert str(pack.rules[0].path).startswith(str(file))


def test_a_file_signed_by_a_stranger_runs_as_written_on_site(tmp_path: Path) -> None:
    pack = load_pack(signed(tmp_path / "a"))
    assert (pack.standing, pack.verdict(pack.rules[0])) == ("local", "suspect")


def test_only_the_authority_and_a_lead_answer_for_rules(tmp_path: Path) -> None:
    with pytest.raises(RoleForbidden):
        pack_file(write_pack(tmp_path), new_identity("检查员", "inspector"))


def test_any_byte_changed_in_the_file_and_it_is_refused_or_nobodys(tmp_path: Path) -> None:
    file = signed(tmp_path / "a")
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(PackageDamaged):
            load_pack(file, knowing(SIGNER).get)


def test_a_manifest_deep_in_a_folder_is_covered_too(tmp_path: Path) -> None:
    write_pack(tmp_path)
    before = load_pack(tmp_path).digest
    (tmp_path / "charging" / "manifest.json").write_text("{}", "utf-8")
    assert load_pack(tmp_path).digest != before


@pytest.mark.parametrize("name", ["规则.txt", "a:b"])
def test_a_name_another_system_cannot_write_is_refused(tmp_path: Path, name: str) -> None:
    write_pack(tmp_path)
    (tmp_path / "charging" / name).write_text("", "utf-8")
    with pytest.raises(PackInvalid):
        pack_file(tmp_path, SIGNER)


def test_a_name_that_leads_out_of_the_pack_writes_nothing(tmp_path: Path) -> None:
    file, inside = tmp_path / "x.pack", tmp_path / "inside"
    file.write_bytes(
        pack_file(write_pack(tmp_path / "a"), SIGNER).replace(b"pack.toml", b"../../abc")
    )
    inside.mkdir()
    with pytest.raises(PackageDamaged):
        unpack(file, inside)
    assert not (tmp_path.parent / "abc").exists()


def test_a_fault_inside_a_file_is_told_with_the_place_in_it(tmp_path: Path) -> None:
    file = tmp_path / "a.pack"
    file.write_bytes(pack_file(write_pack(tmp_path / "a", pack=PACK.replace('"1"', '"one"'))))
    with pytest.raises(PackInvalid) as refused:
        load_pack(file)
    assert refused.value.facts["path"] == f"{file}/pack.toml"


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrustStore:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    store = TrustStore(home())
    store.trust(SIGNER.card)
    return store


def test_an_older_version_is_refused_once_a_newer_was_seen(
    tmp_path: Path, own_home: TrustStore
) -> None:
    old = signed(tmp_path / "old", pack=PACK.replace('"1"', '"2026.2"'))
    new = signed(tmp_path / "new", pack=PACK.replace('"1"', '"2026.10"'))
    load_packs([old])
    load_packs([new])
    with pytest.raises(PackageRolledBack) as refused:
        load_packs([old])
    assert (refused.value.facts["version"], refused.value.facts["floor"]) == ("2026.2", "2026.10")
    assert load_packs([old], older=True)[0].version == "2026.2"


def test_a_pack_nobody_answers_for_raises_no_floor(tmp_path: Path, own_home: TrustStore) -> None:
    write_pack(tmp_path / "mine", pack=PACK.replace('"1"', '"9999"'))
    load_packs([tmp_path / "mine"])
    assert load_packs([signed(tmp_path / "theirs")])[0].standing == "signed"


def test_what_a_case_keeps_can_be_run_again(tmp_path: Path) -> None:
    for path in (signed(tmp_path / "a"), write_pack(tmp_path / "b", cases=CASES)):
        pack = load_pack(path, knowing(SIGNER).get)
        kept = keep_pack(pack, tmp_path / f"kept-{path.name}")
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        again = kept_pack(kept.parent, pack.digest, knowing(SIGNER).get)
        assert (again.digest, again.standing) == (pack.digest, pack.standing)


def test_conduct_outside_the_days_of_the_pack_is_not_judged(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, pack=PACK.replace('"1"', '"1"\nuntil = 2024-06-30')))
    (rule,) = pack.rules
    days = {day: pack.in_force(rule, rule.since.replace(month=day)) for day in (1, 6, 7)}
    assert days == {1: True, 6: True, 7: False}
    assert RULE.count("since     = 2024-01-01") == 1


def test_the_manifest_names_every_file_with_its_digest(tmp_path: Path) -> None:
    unpack(signed(tmp_path / "a"), tmp_path / "out")
    files = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["files"]
    assert sorted(files) == [
        "charging/more_a_day.cases.toml",
        "charging/more_a_day.sql",
        "knowledge/limit_per_day.csv",
        "pack.toml",
    ]
    assert signers_of(tmp_path / "out", knowing(SIGNER).get) == (SIGNER.card,)
