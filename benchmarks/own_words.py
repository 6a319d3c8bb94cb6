"""How long loading the lexicon and reading 1,000 characters take: `benchmarks/own_words.py cases/people`."""

import json
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

LENGTH = 1000


def main():
    """Print what was measured."""
    import pygalgia

    base = pygalgia.load().base
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    from pygalgia.own_words import lexicon, read

    begun = time.process_time()
    words = lexicon()
    loaded = time.process_time() - begun
    lines = Path(sys.argv[1], "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line)["presentation"] for line in lines]
    texts = [f"{one} {other}"[:LENGTH] for one, other in pairwise(told)]
    first = timed(texts, words, base, read)
    again = sorted(timed(texts, words, base, read))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"loading {loaded:.2f} s, phrases compiled as met {sum(first) - sum(again):.2f} s, {grown:.0f} MB")
    middle, late = (again[int(len(again) * share)] * 1e3 for share in (0.5, 0.95))
    print(f"{LENGTH} characters: median {middle:.0f} ms, 95th percentile {late:.0f} ms")


def timed(texts, words, base, read):
    """Return the seconds of processor time that each text took."""
    spent = []
    for text in texts:
        begun = time.process_time()
        read(text, words, base)
        spent.append(time.process_time() - begun)
    return spent


if __name__ == "__main__":
    main()
