"""The schema stands where Alembic says it stands, whether or not Alembic is asked."""

import subprocess
import sys

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from pygalgia.store import schema
from pygalgia.store.database import open_database


def test_the_newest_revision_is_the_head_of_the_migrations():
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    assert schema.newest() == ScriptDirectory.from_config(config).get_current_head()


def test_the_revision_of_a_database_is_the_one_that_alembic_notes(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    assert schema.current(database) is None
    assert schema.upgrade(database) == schema.newest() == schema.current(database)
    with database.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == schema.newest()
    database.close()


def test_a_start_on_a_finished_database_loads_nothing_that_migrates(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    database = open_database(url)
    schema.upgrade(database)
    database.close()
    start = (
        "import sys; from pygalgia.store import schema; from pygalgia.store.database import open_database; "
        f"database = open_database({url!r}); schema.upgrade(database); schema.require_newest(database); "
        "sys.exit('alembic' in sys.modules or 'zxcvbn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", start], check=False).returncode == 0
