"""Check kinds: one small question each, one file each.

Promises: the classes that packs build and `KINDS`, their names in a pack. Refuses to know: how
answers combine.
"""

from rules.checks.as_of import AsOf
from rules.checks.base import Check, TogetherCheck
from rules.checks.count import Count
from rules.checks.fiscal_year import FiscalYear
from rules.checks.link import Link
from rules.checks.pattern import Pattern
from rules.checks.person import Person
from rules.checks.phrase import Phrase
from rules.checks.picture import Picture
from rules.checks.series import Series
from rules.checks.table import TableCheck
from rules.checks.told import Told

KINDS: dict[str, type[Check] | type[TogetherCheck]] = {
    "phrase": Phrase,
    "pattern": Pattern,
    "table": TableCheck,
    "person": Person,
    "picture": Picture,
    "link": Link,
    "count": Count,
    "fiscal_year": FiscalYear,
    "as_of": AsOf,
    "series": Series,
    "told": Told,
}

__all__ = [
    "KINDS",
    "AsOf",
    "Count",
    "FiscalYear",
    "Link",
    "Pattern",
    "Person",
    "Phrase",
    "Picture",
    "Series",
    "TableCheck",
    "Told",
]
