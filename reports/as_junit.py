"""JUnit XML, which every build server can show.

Promises: a suite per indicator, a case per element; only what was not found fails; doubt, what was
not seen and waivers are skipped with the reason. Refuses to know: build servers.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reports import view, wording
from reports.model import ElementLine, IndicatorLine, Report
from reports.safety import cleaned, shown


def render(report: Report) -> bytes:
    """The report as one XML document."""
    report = cleaned(report)
    top = ET.Element("testsuites", name=f"OIT {report.site.name}")
    for line in report.indicators:
        suite = ET.SubElement(top, "testsuite", name=f"{wording.code(line.code)} {line.title}")
        for element in line.elements:
            _case(suite, line, element)
        suite.set("timestamp", f"{report.as_of}T00:00:00")
        suite.set("time", "0")
        suite.set("errors", "0")
        _count(suite)
    _count(top)
    ET.indent(top)
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True)) + b"\n"


def _count(node: ET.Element) -> None:
    """JUnit readers want the sums beside the cases."""
    node.set("tests", str(len(list(node.iter("testcase")))))
    node.set("failures", str(len(list(node.iter("failure")))))
    node.set("skipped", str(len(list(node.iter("skipped")))))


def _case(suite: ET.Element, line: IndicatorLine, element: ElementLine) -> None:
    case = ET.SubElement(
        suite, "testcase", name=element.says, classname=f"{line.code}.{element.id}", time="0"
    )
    if element.outcome == "passed":
        return
    why = element.reason or wording.outcome(element.outcome).meaning
    gap = element.gap
    if gap and gap.state == "waived":
        until = wording.gap_state("waived", waived_until=gap.waived_until)
        ET.SubElement(case, "skipped", message=f"{until}: {why}")
    elif element.outcome == "failed":
        failure = ET.SubElement(case, "failure", message=why, type=element.outcome)
        page = view.where_to_fix(line, element)
        failure.text = "\n".join(part for part in (element.fix, shown(page or "")) if part)
    else:
        name = wording.outcome(element.outcome).name
        ET.SubElement(case, "skipped", message=f"{name}: {why}")
