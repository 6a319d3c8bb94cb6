"""The languages that ship are called and read as CLDR says, though it is not asked for them."""

import subprocess
import sys

from pygalgia.texts.known import direction, direction_in_cldr, name_in_cldr, offered, own_name, own_names


def test_every_language_that_ships_has_the_name_and_direction_that_cldr_gives_it():
    for tag in offered():
        assert (own_name(tag), direction(tag)) == (name_in_cldr(tag), direction_in_cldr(tag))


def test_the_links_to_all_languages_load_no_tables_of_any():
    asked = "from pygalgia.texts.known import direction, own_names; [direction(tag) for tag in own_names()]"
    loaded = "import sys; print('babel.localedata' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", f"{asked}; {loaded}"], capture_output=True, text=True, check=True
    )

    assert len(own_names()) > 1
    assert done.stdout.splitlines()[-1] == "False"
