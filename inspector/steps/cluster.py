"""Run rule packs on a cluster that holds the exported tables: the hits as one file, no case."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from inspector.errors import ClusterUnfit, RuleUnknown
from inspector.i18n import say
from inspector.rules import HITS, Cluster, Line, knowledge_digest, spark_session, waterfall
from inspector.schema import TABLES
from inspector.steps.check import Progress
from inspector.steps.outcomes import CheckSummary, OutcomeRow, row_of
from inspector.steps.packs import load_packs
from inspector.steps.tables import table_bytes
from inspector.whole import write_whole
from inspector.workspace import blank_engine


def check_on_spark(
    data: Path,
    out: Path,
    master: str = "local[2]",
    packs: Sequence[Path] = (),
    rules: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    older: bool = False,
    settings: Mapping[str, str] | None = None,
) -> CheckSummary:
    """Run the packs over the Parquet in `data` and write all hits, uncovered, to `out`.

    The rows are those `check` finds in a case of the same tables, in the order of rule ids.

    Raises:
        ClusterUnfit: no pyspark, no Java, no tables in `data`.
        PackInvalid, RuleFileInvalid, RuleCaseFailed, PackageRolledBack, RuleUnknown: nothing ran.
    """
    tables = sorted(path.stem for path in data.glob("*.parquet") if path.stem in TABLES)
    if not tables:
        raise ClusterUnfit(problem=say("cluster.problem.data", path=str(data)))
    chosen = [(pack, rule) for pack in load_packs(packs, older=older) for rule in pack.rules]
    for wanted in rules:
        if wanted not in {rule.id for _, rule in chosen}:
            raise RuleUnknown(rule=wanted)
    chosen = sorted(
        (one for one in chosen if not rules or one[1].id in rules), key=lambda one: one[1].id
    )
    found, rows = [HITS.empty_table()], []
    with spark_session(master, settings) as session, blank_engine() as shadow:
        cluster = Cluster.over(session, str(data.resolve()), tables, shadow)
        for number, (pack, rule) in enumerate(chosen):
            if progress:
                progress(rule.id, number, len(chosen))
            outcome = cluster.run(pack, rule)
            found.append(outcome.table)
            joined = {name: knowledge_digest(pack.knowledge[name]) for name in rule.knowledge}
            rows.append(row_of(rule, pack, outcome, joined, ""))
    hits = pa.concat_tables(found)
    write_whole(out, table_bytes(hits, "parquet"))
    return _summary(rows, hits)


def _summary(rows: Sequence[OutcomeRow], hits: pa.Table) -> CheckSummary:
    lines = [
        Line(hit["rule_id"], hit["hit_id"], hit["bkkp_sn"], hit["amount"], hit["amount"])
        for hit in hits.to_pylist()
        if hit["bkkp_sn"]
    ]
    return CheckSummary(tuple(rows), waterfall(lines).total)
