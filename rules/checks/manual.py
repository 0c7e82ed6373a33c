"""The manual of the check kinds, made of their docstrings: `python -m rules.checks.manual`.

Promises: one section per kind, with its examples as data that a test can run. Refuses to know:
anything the docstrings do not say.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from textwrap import dedent

import yaml

from rules.checks import KINDS

_HEAD = """# Check kinds

Made from the docstrings in `rules/checks/` by `python -m rules.checks.manual`; do not edit here.

Every example is a check as a pack says it, and a document written in a few lines: `# heading`,
`| a | b |` for table rows (the first is the header), `![words](src "width")` for a picture,
`[words](href)` for a link (`(href "dead")` for one that does not answer), `---` between documents.
"""
_EXAMPLE = re.compile(r"^(Passes|Fails): (\{.*\})\n((?:(?:    .*)?\n)+)", re.MULTILINE)
_DOCUMENTS = re.compile(r"^---$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example: `parameters` as YAML, the documents' lines, and whether it passes."""

    passes: bool
    parameters: str
    documents: tuple[str, ...]

    @property
    def check(self) -> dict[str, object]:
        """The parameters as a pack's reader would see them."""
        loaded = yaml.safe_load(self.parameters)
        assert isinstance(loaded, dict)
        return loaded


def examples(kind: str) -> tuple[Example, ...]:
    """The examples in a kind's docstring, in their order."""
    return tuple(
        Example(
            passes=match[1] == "Passes",
            parameters=match[2],
            documents=tuple(part.strip() for part in _DOCUMENTS.split(dedent(match[3]))),
        )
        for match in _EXAMPLE.finditer(_docstring(kind) + "\n")
    )


def manual() -> str:
    """The whole manual as Markdown."""
    return _HEAD + "".join(_section(kind) for kind in KINDS)


def _docstring(kind: str) -> str:
    return inspect.getdoc(KINDS[kind]) or ""


def _section(kind: str) -> str:
    text = _EXAMPLE.sub("", _docstring(kind) + "\n").strip()
    body, _, parameters = text.partition("Parameters:\n")
    lines = [f"\n## {kind}\n", body.strip(), "", _parameters(parameters)]
    for example in examples(kind):
        word = "Passes" if example.passes else "Fails"
        documents = "\n---\n".join(example.documents)
        lines.append(f"\n{word}: `{kind}: {example.parameters}`\n\n```\n{documents}\n```")
    return "\n".join(lines) + "\n"


def _parameters(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    print(manual(), end="")
