"""Cases in: answers read, checked against the vocabulary and completed by what they imply."""

from pygalgia.intake.case_file import read_case_file
from pygalgia.intake.encode import Vocabulary, encode_case, state_of, vocabulary

__all__ = ["Vocabulary", "encode_case", "read_case_file", "state_of", "vocabulary"]
