"""What was worked out is kept while it is among the newest."""

from pygalgia.web.edge.newest import Newest


def test_what_was_used_last_is_kept_and_what_was_not_is_made_anew():
    made = []
    kept = Newest[str](2)

    def get(name):
        return kept.get(name, lambda: made.append(name) or name.upper())

    assert [get(each) for each in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]


def test_what_is_given_to_keep_is_not_made():
    kept = Newest[str](1)
    kept.keep("a", "given")
    assert kept.get("a", lambda: "made") == "given"
