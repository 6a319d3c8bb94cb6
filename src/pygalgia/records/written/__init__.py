"""An assessment written as FHIR R4: one document, whose resources keep their ids for the same input."""

from pygalgia.records.written.document import Written, document

__all__ = ["Written", "document"]
