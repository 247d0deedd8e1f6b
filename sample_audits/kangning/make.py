"""Make 康宁康复医院: `python sample_audits/kangning/make.py --out DIR --fee-lines 20000`.

Exports go to `DIR/raw`, what is known of them to `DIR/truth.csv`, `traps.csv`, `unreadable.csv`.
The same arguments make the same bytes. CSV and workbooks are for one ward; Parquet for any size.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Read the arguments and make the hospital."""
    parser = argparse.ArgumentParser(description="康宁康复医院，虚构样例 / a made-up hospital")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--fee-lines", type=int, default=20_000, help="about how many fee lines")
    parser.add_argument("--seed", type=int, default=2024, help="another seed, another year")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--honest", action="store_true", help="the same year without crimes")
    asked = parser.parse_args()
    from sample_audits.kangning.deliver import deliver_parquet, deliver_raw

    deliver = deliver_raw if asked.format == "csv" else deliver_parquet
    count = deliver(asked.out, asked.seed, asked.fee_lines, crimes=not asked.honest)
    print(count)


if __name__ == "__main__":
    main()
