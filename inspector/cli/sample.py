"""`inspector sample …`: samples anybody can redraw, and what they say of the whole."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector.cli import sample_size, session, show
from inspector.cli import say as talk
from inspector.errors import ExitStatus, Usage
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.findings import KeptSample

Sample = Annotated[str, typer.Argument(metavar="SAMPLE", help=say("sampling.argument.sample"))]
_LEVELS = ("80", "90", "95")


def _option(name: str, help_key: str) -> Any:
    return typer.Option(f"--{name}", help=say(f"sampling.option.{help_key}"))


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("sampling.help.sample"), no_args_is_help=True)
    for name, command in (
        ("plan", plan),
        ("draw", draw),
        ("list", list_samples),
        ("show", show_sample),
        ("redraw", redraw),
        ("appraise", appraise),
    ):
        group.command(name, help=say(f"sampling.help.{name}"))(command)
    sample_size.register(group)
    app.add_typer(group, name="sample")


def plan(
    sql: Annotated[str, typer.Argument(metavar="[SQL]", help=say("sampling.argument.frame"))] = "",
    kind: Annotated[str, _option("kind", "kind")] = "attribute",
    rule: Annotated[str, _option("rule", "rule")] = "",
    key: Annotated[str, _option("key", "key")] = "",
    stratum: Annotated[str, _option("stratum", "stratum")] = "",
    cluster: Annotated[str, _option("cluster", "cluster")] = "",
    amount: Annotated[str, _option("amount", "amount")] = "",
    size: Annotated[int, _option("size", "size")] = 0,
    each: Annotated[list[str] | None, _option("in", "in")] = None,
    second: Annotated[int, _option("second", "second")] = 0,
    rate: Annotated[str, _option("rate", "rate")] = "0.05",
    level: Annotated[int, _option("level", "level")] = 95,
    method: Annotated[str, _option("method", "method")] = "tickets",
    purpose: Annotated[str, _option("purpose", "purpose")] = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Fix the frame's question, the kind and the size; nothing is read."""
    from inspector.statistics import KINDS, METHODS, Plan
    from inspector.steps import plan_sample

    if kind not in KINDS or method not in METHODS:
        known = ", ".join((*KINDS, *METHODS))
        raise Usage(problem=say("sampling.unknown", name=f"{kind}, {method}", known=known))
    if not key and not rule:
        raise Usage(problem=say("sampling.key-needed"))
    told = Plan(
        kind,
        method,
        sql,
        key or "hit_id",
        rule,
        stratum,
        cluster,
        amount or ("amount" if rule else ""),
        size,
        second,
        _sizes(each or ()),
        str(sample_size.number("rate", rate)),
        level,
    )
    with session.desk(who, passphrase_file) as desk:
        kept = plan_sample(desk, told, purpose)
    if as_json:
        show.as_json(kept)
        return
    show.line(kept.id[:8])
    talk.tell(say("sampling.planned", sample=kept.id[:8]))


def _sizes(told: Sequence[str]) -> Mapping[str, int]:
    parts = [one.rpartition("=") for one in told]
    if not all(name and count.isdecimal() for name, _, count in parts):
        raise Usage(problem=say("sampling.not-a-size", text=" ".join(told)))
    return {name: int(count) for name, _, count in parts}


def draw(
    sample: Sample,
    seed: Annotated[str, _option("seed", "seed")] = "",
    out: session.Out = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Write the seed down, open the frame, draw."""
    from inspector.steps import draw_sample, export_sample, worksheet

    with session.desk(who, passphrase_file) as desk:
        kept = draw_sample(desk, sample, seed)
        if out is not None:
            export_sample(desk, worksheet(kept), out, "worksheet")
    if as_json:
        show.as_json(kept)
    else:
        print_sample(kept)


def list_samples(
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """All samples of the case."""
    from inspector.steps import kept_samples

    with session.desk(who, passphrase_file, write=False) as desk:
        kept = kept_samples(desk)
    if as_json:
        show.as_json(kept)
        return
    show.table(
        [say(f"sampling.column.{name}") for name in ("sample", "kind", "units", "drawn", "state")],
        [
            (
                one.id[:8],
                say(f"sampling.kind.{one.plan['kind']}"),
                f"{one.drawn['units']:,}" if one.drawn else "",
                len(one.drawn["drawn"]) if one.drawn else "",
                state_of(one),
            )
            for one in kept
        ],
        right=(2, 3),
    )


def state_of(one: "KeptSample") -> str:
    """Planned, drawn or appraised, in words."""
    state = "appraised" if one.appraisals else "drawn" if one.drawn else "planned"
    return say(f"sampling.state.{state}")


def show_sample(
    sample: Sample,
    frame: Annotated[bool, _option("frame", "frame")] = False,
    out: session.Out = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """One sample; or its worksheet, or its frame, as a file."""
    from inspector.steps import export_sample, find_sample, frame_table, worksheet

    if frame and out is None:
        raise Usage(problem=say("sampling.frame-needs-out"))
    with session.desk(who, passphrase_file, write=out is not None) as desk:
        kept = find_sample(desk, sample)
        if out is not None:
            table = frame_table(desk, kept.id) if frame else worksheet(kept)
            export_sample(desk, table, out, "frame" if frame else "worksheet")
            talk.tell(say("cli.written", path=out, rows=f"{table.num_rows:,}"))
            return
    if as_json:
        show.as_json(kept)
    else:
        print_sample(kept)


def print_sample(kept: "KeptSample") -> None:
    """Plan, seed, frame, units, and what was estimated."""
    plan = kept.plan
    asked = plan["question"] or say("sampling.hits-of", rule=plan["rule"])
    show.line(f"{kept.id[:8]}  {say('sampling.kind.' + plan['kind'])}  {plan['method']}")
    show.line(f"{say('sampling.label.question')}  {asked}")
    if kept.purpose:
        show.line(f"{say('sampling.label.purpose')}  {kept.purpose}")
    if kept.seeds:
        source = say(f"sampling.source.{kept.source}")
        show.line(f"{say('sampling.label.seed')}  {'、'.join(kept.seeds)} ({source})")
    if kept.drawn:
        facts = {"units": f"{kept.drawn['units']:,}", "digest": kept.drawn["frame"]}
        show.line(say("sampling.frame", amount=kept.drawn["amount"], **facts))
        if plan["kind"] == "monetary":
            show.line(say("sampling.interval", interval=kept.drawn["interval"]))
        print_units(kept)
    for one in kept.appraisals[-1:]:
        print_estimates(one["estimates"], one["use"])
    for sentence in filter(None, (kept.replaced(), kept.drawn_beside())):
        show.line(sentence)


def print_units(kept: "KeptSample") -> None:
    """The units to examine, by number."""
    plan, units = kept.plan, (kept.drawn or {})["drawn"]
    named = [name for name in ("stratum", "cluster") if plan[name]]
    money = ["amount"] if plan["amount"] else []
    show.table(
        ["", *(plan[name] for name in (*named, "key", *money))],
        [
            (number, *(unit.get(name, "") for name in (*named, "key", *money)))
            for number, unit in enumerate(units, 1)
        ],
        right=(0, *([len(named) + 2] if money else [])),
    )


def print_estimates(estimates: Sequence[Mapping[str, Any]], use: Mapping[str, str]) -> None:
    """Each estimate with its limits, then for what it may be used."""
    names = ("method", "units", "drawn", "found", "point", "error")
    rows = []
    for one in estimates:
        rows.append(_estimate(one, ""))
        rows += [_estimate(part, name) for name, part in one.get("strata", {}).items()]
    limits = [f"{level} %" for level in _LEVELS]
    heads = [*(say(f"sampling.column.{name}") for name in names), *limits]
    show.table(heads, rows, right=range(1, len(heads)))
    for one in estimates:
        if "shape" in one:
            show.line(say("sampling.shape", **one["shape"]))
    show.line(use[language()])


def _estimate(one: Mapping[str, Any], stratum: str) -> list[str]:
    method = say(f"sampling.method.{one['method']}")
    limits = [
        f"{_figure(told['lower'])} – {_figure(told['upper'])}"
        for level in _LEVELS
        for told in [one["limits"][level]]
    ]
    figures = [f"{one[name]:,}" for name in ("units", "sample", "found")]
    unit = "" if one["of"] == "units" else f" {say('sampling.yuan')}"
    error = one["error"] + (" %" if one["of"] == "units" else "")
    name = f"  {stratum}" if stratum else method
    return [name, *figures, _figure(one["point"]) + unit, error, *limits]


def _figure(text: str) -> str:
    whole, dot, cents = text.partition(".")
    return f"{int(whole):,}{dot}{cents}"


def redraw(
    sample: Sample,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Draw it again; exit status 4 if it comes out otherwise."""
    from inspector.steps import redraw_sample

    with session.desk(who, passphrase_file, write=False) as desk:
        again = redraw_sample(desk, sample)
    if as_json:
        show.as_json({"equal": again.equal, "frame": again.frame, "sample": again.sample})
    else:
        frame = "" if again.same_frame else "-frame"
        told = "sampling.equal" if again.equal else f"sampling.unequal{frame}"
        show.line(say(told, sample=again.sample.id[:8], digest=again.frame))
    if not again.equal:
        raise typer.Exit(ExitStatus.TRUST)


def appraise(
    sample: Sample,
    results: Annotated[str, _option("results", "results")] = "",
    findings: Annotated[bool, _option("findings", "findings")] = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """What the results of the units say of the frame."""
    from pathlib import Path

    from inspector.steps import appraise_sample

    if bool(results) == findings:
        raise Usage(problem=say("sampling.results-needed"))
    with session.desk(who, passphrase_file) as desk:
        kept = appraise_sample(desk, sample, Path(results) if results else None)
    told = kept.appraisals[-1]
    if as_json:
        show.as_json(told)
    else:
        print_estimates(told["estimates"], told["use"])
