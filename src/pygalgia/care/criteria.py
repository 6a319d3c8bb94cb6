"""Every test that care holds a case against."""

from collections.abc import Iterator

from pygalgia.domain.care_rules import CareRules
from pygalgia.domain.red_flag import Criterion


def criteria(rules: CareRules) -> Iterator[Criterion]:
    """Yield the tests of cautions, pathways, facts, breaks, rays, signs and the watch."""
    for caution in rules.cautions.by_id.values():
        yield from caution.tests
    yield from (each.when for each in rules.routing.pathways)
    yield from (each.when for each in rules.routing.facts)
    yield from (each.when for each in rules.sitting)
    yield from (each.when for each in rules.fears if each.when is not None)
    yield from (each.when for each in rules.routing.meanwhile if each.when is not None)
    if rules.radiation is not None:
        yield rules.radiation.when
    asked = [test for each in rules.signs for test in (each.when, each.denied, each.usual)]
    asked += [test for each in rules.watch.warnings for test in (each.when, each.already, each.unless_denied)]
    asked += [other.when for each in rules.watch.warnings for other in each.instead]
    asked += [each.when for each in rules.watch.courses]
    yield from (each for each in asked if each is not None)
