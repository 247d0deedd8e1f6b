"""Make 仁和医院: `python sample_audits/renhe/make.py --out DIR --fee-lines 15000`.

Exports go to `DIR/raw`, what is known of them to `DIR/truth.csv` and `traps.csv`, the knowledge its
planted cases need to `DIR/knowledge`. With `--honest` nothing in it is wrong.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Read the arguments and make the hospital."""
    parser = argparse.ArgumentParser(description="仁和医院，虚构样例 / a made-up general hospital")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--fee-lines", type=int, default=15_000, help="honest fee lines, about")
    parser.add_argument("--seed", type=int, default=2024, help="another seed, another year")
    parser.add_argument("--honest", action="store_true", help="the same year without crimes")
    asked = parser.parse_args()
    from sample_audits.renhe.deliver import deliver

    print(deliver(asked.out, asked.seed, asked.fee_lines, crimes=not asked.honest))


if __name__ == "__main__":
    main()
