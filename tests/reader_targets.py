"""Whatever bytes a reader of ours is given, it reads them or refuses them in our words: each reader.

Each target takes bytes. It returns whether they were read; any other exception than ours goes out of it. What
was read is used once as it is used later, so that nothing wrong slips through a reader.
"""

import gzip
import json
import math
import tempfile
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import faces
import pygalgia
from pygalgia import restored, saved
from pygalgia.batch import assess_table
from pygalgia.batch.mapping import read_mapping
from pygalgia.errors import PygalgiaError
from pygalgia.interview import Stop
from pygalgia.own_words import as_document, lexicon
from pygalgia.own_words import read as read_words
from pygalgia.reading import RefusedTextError, json_value
from pygalgia.records import RecordReader, load_codes
from pygalgia.store import schema
from pygalgia.store.backup import backup, restore
from pygalgia.store.database import open_database
from pygalgia.store.interviews import Interviews
from unit_clock import Clock

MAPPING = b"""columns:
  loc: pain-site
  temp_c: {column: temperature, unit: Cel}
  fever_yn: {column: fever, values: {"1": true, "0": false}}
  arm: ignore
"""
TODAY = date(2030, 1, 1)
CASES = Path(__file__).parents[1] / "cases" / "dev"


@dataclass
class Readers:
    """Every reader, over one knowledge and in a folder of its own."""

    folder: Path

    def __post_init__(self):
        self.knowledge = pygalgia.load()
        self.leader = pygalgia.Interviewer(self.knowledge)
        self.records = RecordReader(self.knowledge, load_codes(self.knowledge.base))
        self.database = open_database(f"sqlite:///{self.folder / 'readers.sqlite3'}", clock=Clock())
        schema.upgrade(self.database)

    @property
    def targets(self):
        """Name to reader."""
        return {
            "case": self.case,
            "interview": self.interview,
            "record": self.record,
            "mapping": self.mapping,
            "own-words": self.own_words,
            "backup": self.backup,
            "backup-rows": self.backup_rows,
        }

    def _file(self, data, name):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def case(self, data):
        """A case file, in YAML or JSON by what it begins with."""
        name = "case.json" if data[:1] in (b"{", b"[") else "case.yaml"
        try:
            case = pygalgia.read_case(self._file(data, name), self.knowledge)
        except PygalgiaError:
            return False
        faces.judged(case, self.knowledge)
        return True

    def interview(self, data):
        """A saved interview."""
        try:
            back = restored(data.decode("utf-8", "surrogateescape"), self.leader)
        except PygalgiaError:
            return False
        self.leader.next_step(back.interview)
        urgency = self.leader.situation(back.interview).urgency
        assert restored(saved(back.interview, self.leader), self.leader).interview == back.interview
        assert urgency.id == faces.judged(self.leader.case(back.interview), self.knowledge).urgency
        return True

    def record(self, data):
        """A bundle of FHIR."""
        try:
            read = self.records.read(json_value(data), today=TODAY)
        except (PygalgiaError, RefusedTextError):
            return False
        faces.judged(read.case, self.knowledge)
        return True

    def mapping(self, data):
        """A file that says what the columns of a table are, and a table with just these columns."""
        try:
            mapped = read_mapping(self._file(data, "columns.yaml"))
        except PygalgiaError:
            return False
        return self._renames(mapped)

    def _renames(self, mapped):
        import pyarrow as pa

        names = [*mapped.renamed, *mapped.ignored][:50]
        cells = [
            next(iter(mapped.renamed[each].values), "1") if each in mapped.renamed else "x" for each in names
        ]
        try:
            rows = assess_table(
                pa.table({name: [cell] for name, cell in zip(names, cells, strict=True)}),
                self.knowledge,
                renamed=mapped.renamed,
                ignored=mapped.ignored,
            ).to_pylist()
        except PygalgiaError:
            return False
        assert all(each["problem"] or math.isfinite(each["probability_1"]) for each in rows)
        return True

    def own_words(self, data):
        """A text in somebody's own words."""
        try:
            reading = read_words(data.decode("utf-8", "replace"), lexicon(), self.knowledge.base)
        except PygalgiaError:
            return False
        document = as_document(reading, self.knowledge.base)
        json.dumps(document, allow_nan=False)
        for start, end in reading.not_understood:
            assert 0 <= start <= end <= len(reading.text)
        return True

    def backup(self, data):
        """A backup, put into a database."""
        path = self._file(data, "backup.gz")
        try:
            restore(self.database, path, replace=True)
        except PygalgiaError:
            return False
        # What was put in can be written and read again.
        backup(self.database, self.folder / "again.gz")
        return True

    def backup_rows(self, data):
        """A backup with a right checksum over whatever rows."""
        lines = [each for each in data.split(b"\n") if each]
        last = json.dumps({"rows": max(len(lines) - 1, 0), "sha256": sha256(b"".join(lines[1:])).hexdigest()})
        return self.backup(gzip.compress(b"\n".join([*lines, last.encode()]) + b"\n", 1))


def seeds(readers):
    """Return for each target texts that it reads, to begin with."""
    leader = readers.leader
    begun = leader.begin()
    for _ in range(12):
        step = leader.next_step(begun)
        if isinstance(step, Stop):
            break
        question = step.question
        given = question.ticked([question.lines[-1].id]) if question.kind == "several" else "skipped"
        begun = leader.answer(begun, question.id, given)
    here = Interviews(readers.database)
    token = here.create(saved(begun, leader))
    here.share(token, "clinician")
    backup(readers.database, readers.folder / "seed.gz")
    packed = (readers.folder / "seed.gz").read_bytes()
    cases = [path.read_bytes() for path in sorted(CASES.glob("*.yaml"))[::15]]
    return {
        "case": [*cases, json.dumps(faces.exported(begun, leader)).encode()],
        "interview": [saved(begun, leader).encode(), saved(leader.end(begun), leader).encode()],
        "record": [json.dumps(each).encode() for each in _records()],
        "mapping": [
            MAPPING,
            b'{"columns": {"a": "age_years", "f": {"column": "fever", "values": {"j": true}}}}',
        ],
        "own-words": [
            b"It hurts deep in my left buttock since three weeks, worse when I sit. No fever, not numb.",
            b"Me duele la nalga desde ayer; tengo 39,5 de fiebre y no siento la silla de montar, ni el ano",
        ],
        "backup": [packed],
        "backup-rows": [b"\n".join(gzip.decompress(packed).splitlines()[:-1])],
    }


def _records():
    from record_builders import ICD10, answered, bundle, condition, medicine, observation, response

    yield bundle(
        condition("386661006", recordedDate="2029-12-28", onsetDateTime="2029-12-27"),
        condition("M54.5", ICD10, onsetAge={"value": 40, "unit": "a", "code": "a"}),
        medicine("warfarin"),
        observation("8310-5", 38.6, "Cel", when="2029-12-31T08:00:00Z"),
        response(answered("fever", "present"), answered("onset", "sudden"), authored="2029-12-31T10:00:00Z"),
    )
    yield bundle(medicine("prednisolone", "MedicationRequest", dosageInstruction=[{"text": "daily"}]))


def made(folder=None):
    """Return the readers in a folder, by default one that is gone with the process."""
    return Readers(Path(folder or tempfile.mkdtemp()))
