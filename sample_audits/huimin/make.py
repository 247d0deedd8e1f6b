"""Make 惠民大药房: `python sample_audits/huimin/make.py --out DIR --fee-lines 6000`.

Exports go to `DIR/raw`, what is known of them to `DIR/truth.csv` and `traps.csv`, what the place
knows beside them to `DIR/knowledge`. With `--honest` nothing in it is wrong.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Read the arguments and make the place."""
    parser = argparse.ArgumentParser(description="惠民大药房，虚构样例 / a made-up pharmacy")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--fee-lines", type=int, default=6000, help="about how many fee lines")
    parser.add_argument("--seed", type=int, default=2024, help="another seed, another year")
    parser.add_argument("--honest", action="store_true", help="the same year without crimes")
    asked = parser.parse_args()
    from sample_audits.common.lists import deliver
    from sample_audits.huimin.pharmacy import pharmacy

    made = pharmacy(asked.seed, asked.fee_lines, crimes=not asked.honest)
    print(deliver(made.claims, made.knowledge, asked.out))


if __name__ == "__main__":
    main()
