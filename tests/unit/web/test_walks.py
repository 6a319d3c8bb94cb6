"""Over random walks through the application: a new emergency interrupts, and nothing unseen is stored."""

import pytest

from web_walks import Walk


@pytest.mark.slow
def test_over_random_walks_a_new_emergency_interrupts_and_nothing_unseen_is_stored(site, knowledge):
    """`python benchmarks/walks.py` takes many more of them, and longer ones."""
    count = 60 if "sqlite" in site.here.settings.database_url else 4
    walks = [Walk(site, knowledge, seed).run(14) for seed in range(count)]
    assert sum(walk.acts for walk in walks) == 14 * count
    # Walks that never meet an emergency would show nothing.
    assert sum(walk.emergencies for walk in walks) >= count // 6
