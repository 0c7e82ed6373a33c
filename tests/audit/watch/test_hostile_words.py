"""What a site's titles may do to a message: nothing."""

from __future__ import annotations

import pytest

from audit.watch import words
from tests import hostile

HOME = "https://www.example.go.th/"


@pytest.mark.parametrize("call", ["@everyone", "@here", "<!channel>", "<@U0123>", "<#C01>"])
def test_a_title_cannot_call_all_people_of_a_chat(call: str) -> None:
    for said in words.sample(f"กรม {call}", HOME):
        assert call not in said and call.strip("<>!@#") in said
    assert "a@example.go.th" in words.sample("กรม a@example.go.th", HOME)[1]


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_subject_is_one_line_of_letters(text: str) -> None:
    subject, body = words.sample(text, HOME)
    assert subject.isprintable() or "\u2060" in subject
    assert "\n.\n" not in body and "\r" not in body and "\x1b" not in body
