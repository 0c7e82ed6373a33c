"""A pattern that is compiled when asked is the pattern."""

from __future__ import annotations

import re

from rules.late import late
from rules.periods import named_periods


def test_it_serves_as_the_compiled_one():
    pattern = r"(?P<word>[ก-ฮ]+)\d"
    slow, quick = late(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
    for text in ("กข1 ค2", "ไม่มี", ""):
        assert [m.groupdict() for m in slow.finditer(text)] == [
            m.groupdict() for m in quick.finditer(text)
        ]
        assert slow.sub("-", text) == quick.sub("-", text)
    assert (slow.pattern, slow.flags, slow.groups) == (quick.pattern, quick.flags, quick.groups)


def test_ranges_of_days_and_of_months_are_told_apart():
    """A match knows the compiled pattern, not ours."""
    for text in ("1 ตุลาคม 2568 - 31 มีนาคม 2569", "ตุลาคม 2568 - มีนาคม 2569"):
        assert [period.months for period in named_periods(text)] == [6]
