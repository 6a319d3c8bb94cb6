"""Health records: FHIR R4 in and out, the interview as an adaptive questionnaire, CDS Hooks, SMART.

Everything goes through the same case and the same assessment as every other face. What a record says is
evidence with its date: old, refuted, planned and other people's things never count as present.
"""

from pygalgia.records.codes import CodeMap, CodeRow, load_codes
from pygalgia.records.outcome import Issue, operation_outcome
from pygalgia.records.record import Record, RecordReader

__all__ = [
    "CodeMap",
    "CodeRow",
    "Issue",
    "Record",
    "RecordReader",
    "load_codes",
    "operation_outcome",
]
