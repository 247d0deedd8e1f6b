"""What a rule's hits are made of: rule, pack's word for it, knowledge, data and engine, as digests.

Equal fingerprints give equal hits, so that what has not changed need not run again.
"""

from collections.abc import Mapping, Sequence
from importlib.metadata import version

import pyarrow as pa

from inspector import __version__
from inspector.rules.model import Pack, Rule
from inspector.trust import canonical, digest


def knowledge_digest(table: pa.Table) -> str:
    """The digest of a knowledge table's rows, in their order."""
    return digest(repr((table.schema.names, table.to_pydict())).encode("utf-8"))


def fingerprint(
    rule: Rule, pack: Pack, knowledge: Mapping[str, str], data: Mapping[str, Sequence[str]]
) -> str:
    """One digest over all that decides the hits of `rule`.

    Args:
        rule, pack: as loaded; the file's digest covers SQL and parameters.
        knowledge: digests of the pack's knowledge tables, by name.
        data: digests of the sealed tables of the case, by name.
    """
    read = {"fee_list_d" if table == "fee_net" else table for table in rule.needs}
    made_of = {
        "rule": rule.digest,
        "params": {name: str(one.value) for name, one in rule.params.items()},
        "verdict": pack.verdict(rule),
        "in_force": [str(pack.since), str(pack.until)],
        "knowledge": {name: knowledge.get(name, "") for name in rule.knowledge},
        "data": {table: list(data.get(table, ())) for table in sorted(read)},
        "engine": [__version__, version("duckdb")],
    }
    return digest(canonical(made_of))
