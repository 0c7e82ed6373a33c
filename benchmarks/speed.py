"""Writes `docs/speed.md`: crawling, meeting evidence, surviving a kill, judging, the workplace.

`python -m benchmarks.speed [SECTION …]` measures everything, or the sections named (the keys of
`SECTIONS`), and renews them in the page; what was not measured stays as it was.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks import again, crawl, frontier, judge, kill, memory, render, serve

OUT = Path(__file__).parents[1] / "docs" / "speed.md"
_SECTION = re.compile(r"<!-- (\w+) -->\n(.*?)(?=\n<!-- |\Z)", re.DOTALL)
SECTIONS = {
    "crawl": crawl.section,
    "memory": memory.section,
    "again": again.section,
    "frontier": frontier.section,
    "render": render.section,
    "kill": kill.section,
    "serve": serve.section,
    "judge": judge.section,
}
HEAD = """# Speed

Written by `make speed` (`python -m benchmarks.speed`); every number comes from the command named
above it. Machines differ: compare only numbers of one table.
"""


def main(names: list[str]) -> int:
    """Measure the sections named (all, when none is), print them, and renew them in the page."""
    known = dict(_SECTION.findall(OUT.read_text(encoding="utf-8"))) if OUT.is_file() else {}
    for name in names or SECTIONS:
        print(f"measuring: {name}", file=sys.stderr)
        known[name] = SECTIONS[name]().strip()
        print(known[name])
        parts = [f"<!-- {key} -->\n{known[key].strip()}\n" for key in SECTIONS if key in known]
        OUT.write_text(HEAD + "\n" + "\n".join(parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
