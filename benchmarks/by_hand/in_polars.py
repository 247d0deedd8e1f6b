"""The six in Polars: lazy frames over Parquet, as somebody with a notebook would."""

from collections.abc import Callable, Mapping

import polars as pl

from benchmarks.by_hand import Answer

Frames = Mapping[str, pl.LazyFrame]
Params = Mapping[str, float]
_DAY = pl.col("fee_ocur_time").dt.date()
_IN_FORCE = _DAY.is_between(pl.col("valid_from"), pl.col("valid_to"))
_AMT = pl.col("det_item_fee_sumamt").cast(pl.Float64)
_CNT = pl.col("cnt").cast(pl.Float64)
_KIND = pl.col("list_type").fill_null("2").str.slice(0, 1)
_INPATIENT = pl.col("med_type").str.starts_with("2")
_PART = _AMT * pl.min_horizontal(_CNT, pl.col("over")) / _CNT


def _money(found: pl.LazyFrame, amount: pl.Expr) -> pl.LazyFrame:
    return found.select(pl.len(), (amount * 100).round().sum().cast(pl.Int64))


def _sex(by: Frames, params: Params) -> pl.LazyFrame:
    told = pl.col("certno").str.len_chars().fill_null(0) != 18
    odd = pl.col("certno").str.slice(16, 1).cast(pl.Int32, strict=False) % 2 == 1
    found = (
        by["fees"]
        .join(by["limit_sex"], on="med_list_codg")
        .join(by["visits"], on="mdtrt_id")
        .filter(_IN_FORCE, pl.col("gend") != pl.col("sex"))
        .filter(told | (odd == (pl.col("gend") == "1")))
    )
    return _money(found, _AMT)


def _discharged(by: Frames, params: Params) -> pl.LazyFrame:
    allowed = (
        pl.when(pl.col("med_chrgitm_type") == "06")
        .then(params["surgery_days"])
        .when(_KIND != "2")
        .then(params["goods_days"])
        .otherwise(params["service_days"])
    )
    late = (_DAY - pl.col("endtime").dt.date()).dt.total_days()
    found = (
        by["fees"]
        .join(by["visits"], on="mdtrt_id")
        .filter(_INPATIENT, pl.col("dscg_tkdrug_flag").fill_null("0") != "1", late > allowed)
    )
    return _money(found, _AMT)


def _bed_days(by: Frames, params: Params) -> pl.LazyFrame:
    begun, ended = (pl.col(name).dt.date() for name in ("begntime", "endtime"))
    days = pl.max_horizontal((ended - begun).dt.total_days(), 1)
    found = (
        by["fees"]
        .join(by["daily_item"], on="med_list_codg")
        .join(by["visits"], on="mdtrt_id")
        .filter(_INPATIENT, ended >= _DAY, _IN_FORCE)
        .sort("fee_ocur_time", "bkkp_sn")
        .with_columns(over=_CNT.cum_sum().over("mdtrt_id", "daily_group") - days)
        .filter(pl.col("over") > 0)
    )
    return _money(found, _PART)


def _ceiling(by: Frames, params: Params) -> pl.LazyFrame:
    most = pl.col("pric_max").cast(pl.Float64)
    amount = (_AMT - most * _CNT).round(2)
    found = (
        by["fees"]
        .join(by["limit_price"], on="med_list_codg")
        .filter(_IN_FORCE, pl.col("pric").cast(pl.Float64) > most + params["tolerance"])
        .filter(~pl.col("medins_list_name").fill_null("").str.contains("加收"), amount > 0)
    )
    return _money(found, amount)


def _twice(by: Frames, params: Params) -> pl.LazyFrame:
    services = by["fees"].filter(_KIND == "2").with_columns(day=_DAY)
    one = (
        *("mdtrt_id", "med_list_codg", "fee_ocur_time", "pric"),
        pl.col("rx_drord_no").fill_null(""),
    )
    daily = (
        services.join(by["daily_item"], on="med_list_codg")
        .filter(_IN_FORCE)
        .sort("fee_ocur_time", "bkkp_sn")
        .with_columns(
            over=_CNT.cum_sum().over("mdtrt_id", "med_list_codg", "day") - params["per_day"]
        )
    )
    others = (
        services.join(by["daily_item"], on="med_list_codg", how="anti")
        .filter(pl.col("fee_ocur_time").dt.time() != pl.time(0, 0, 0))
        .sort("bkkp_sn")
        .with_columns(over=_CNT.cum_sum().over(*one) - _CNT.min().over(*one))
    )
    both = pl.concat(
        [part.select("det_item_fee_sumamt", "cnt", "over") for part in (daily, others)]
    )
    return _money(both.filter(pl.col("over") > 0), _PART)


def _share(by: Frames, params: Params) -> pl.LazyFrame:
    drug = pl.col("list_type").str.starts_with("1").fill_null(False)
    dept = pl.col("bilg_dept_name").fill_null("")
    return (
        by["fees"]
        .group_by(dept, pl.col("fee_ocur_time").dt.strftime("%Y-%m").alias("month"))
        .agg(every=_AMT.sum(), part=pl.when(drug).then(_AMT).otherwise(0).sum())
        .filter(
            pl.col("every") >= params["least"],
            pl.col("part") > params["most"] * pl.col("every"),
        )
        .select(pl.len(), pl.lit(0))
    )


_WRITTEN: Mapping[str, Callable[[Frames, Params], pl.LazyFrame]] = {
    "XY2-12": _sex,
    "DQ-03": _discharged,
    "XY2-27": _bed_days,
    "XY2-01": _ceiling,
    "XY2-31": _twice,
    "NAT-56": _share,
}


def answer(by: Frames, rule: str, params: Params) -> Answer:
    """What the hand-written logic finds."""
    [(count, cents)] = _WRITTEN[rule](by, params).collect().rows()
    return count, cents
