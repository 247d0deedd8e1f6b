"""A rule's SQL as ClickHouse has to read it: what sqlglot would write with another meaning.

Quotients and roundings come out as they do here, to the 分; only the words differ.
"""

from sqlglot import exp

SETTINGS = """SETTINGS
  -- A row without a partner holds NULL, not an empty text or a zero.
  join_use_nulls = 1,
  -- A name means the column that is read before it means one that is made of it.
  prefer_column_name_to_alias = 1,
  cast_keep_nullable = 1,
  aggregate_functions_null_for_empty = 1"""
"""What every statement asks of ClickHouse, so that it means the same."""


def for_clickhouse(tree: exp.Expr) -> exp.Expr:
    """A statement with every part of it, the innermost first, said as ClickHouse reads it."""
    for node in reversed(list(tree.walk(bfs=False))):
        said = _said(node)
        if said is not node:
            node.replace(said)
    return tree


def _said(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Select):
        return _named(node)
    if isinstance(node, exp.Div):
        return exp.Div(this=_double(node.this), expression=_double(node.expression))
    if isinstance(node, exp.Cast) and node.to.is_type("DECIMAL") and node.to.expressions:
        return _rounded(node)
    if isinstance(node, exp.Mul) and isinstance(node.expression, exp.Interval):
        unit = node.expression.args["unit"]
        return exp.Interval(this=exp.paren(node.this.copy()), unit=unit.copy())
    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        [ordered] = node.expression.expressions
        named, of = "quantileExactInclusive", _double(ordered.this)
        return exp.ParameterizedAgg(this=named, expressions=[node.this.this], params=[of])
    if isinstance(node, exp.Case):
        return _of_one_type(node)
    return _in_its_words(node)


def _in_its_words(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.TimeToUnix):
        return exp.Anonymous(this="toUnixTimestamp", expressions=[node.this])
    if isinstance(node, exp.TimeToStr):
        # %M is the name of the month there.
        told = node.args["format"].name.replace("%M", "%i")
        return exp.Anonymous(
            this="formatDateTime", expressions=[node.this, exp.Literal.string(told)]
        )
    if isinstance(node, exp.RegexpFullMatch):
        whole = [exp.Literal.string("^(?:"), node.expression, exp.Literal.string(")$")]
        pattern = exp.Concat(expressions=whole)
        return exp.Anonymous(this="match", expressions=[node.this, pattern])
    return node


def _named(select: exp.Select) -> exp.Select:
    """Of two tables with one column each of a name, it would be called `f.mdtrt_id`."""
    for column in select.expressions:
        if isinstance(column, exp.Column) and column.table and not column.is_star:
            column.replace(exp.alias_(column.copy(), column.name))
    return select


def _of_one_type(case: exp.Case) -> exp.Case:
    """A product has more digits than its factors; branches of both have no type in common."""
    places = [(one, "true") for one in case.args["ifs"]]
    places += [(case, "default")] if case.args.get("default") else []
    if any(isinstance(place.args[name], exp.Mul) for place, name in places):
        for place, name in places:
            exact = [place.args[name].copy(), _number(10)]
            place.set(name, exp.Anonymous(this="toDecimal128", expressions=exact))
    return case


def _is_double(node: exp.Expr) -> bool:
    return any(
        isinstance(one, exp.Div | exp.Sqrt | exp.ParameterizedAgg)
        or (isinstance(one, exp.Cast) and one.to.is_type("DOUBLE"))
        # A number with a point is a double there, and makes one of what it is multiplied with.
        or (isinstance(one, exp.Literal) and not one.is_string and "." in one.name)
        for one in node.walk()
    )


def _double(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="toFloat64", expressions=[node])


def _rounded(cast: exp.Cast) -> exp.Expr:
    """A cast there cuts off; here it rounds, halves away from zero."""
    scale = cast.to.expressions[1].name if len(cast.to.expressions) > 1 else "0"
    if not _is_double(cast.this):
        value: exp.Expr = exp.Anonymous(this="round", expressions=[cast.this, _number(scale)])
    else:
        # Of a double, halves would go to the even neighbour.
        grown = exp.Mul(this=exp.paren(cast.this.copy()), expression=_number(10 ** int(scale)))
        whole = exp.Anonymous(
            this="floor",
            expressions=[
                exp.Add(
                    this=exp.Anonymous(this="abs", expressions=[grown]), expression=_number("0.5")
                )
            ],
        )
        signed = exp.Mul(
            this=exp.Anonymous(this="sign", expressions=[cast.this.copy()]), expression=whole
        )
        value = exp.Mul(
            this=exp.Anonymous(this="toDecimal128", expressions=[signed, _number(0)]),
            expression=exp.Anonymous(
                this="toDecimal64",
                expressions=[exp.Literal.string(f"{10 ** -int(scale):.{scale}f}"), _number(scale)],
            ),
        )
    return exp.Cast(this=value, to=cast.to.copy())


def _number(value: object) -> exp.Expr:
    return exp.Literal.number(str(value))
