"""The folder of files as one reading goes through it: what was found where, and every problem on the way."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel

from pygalgia.reading.document import Document
from pygalgia.reading.problems import Problems, parse
from pygalgia.reading.yaml_file import read_yaml

Model = TypeVar("Model", bound=BaseModel)
Row = TypeVar("Row", bound=BaseModel)


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


Item = TypeVar("Item", bound=Named)


@dataclass(slots=True)
class Shelf:
    """The files below one folder.

    Attributes:
        root: The folder.
        problems: What is wrong so far; nothing is raised.
        places: Kind and id to "file:line".
        unread: Whether a file could not be read: then what refers to it is missing for no fault of its own.
    """

    root: Path
    problems: Problems = field(default_factory=Problems)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    unread: bool = False

    def one(self, name: str, model: type[Model]) -> tuple[Document, Model] | None:
        """Return one file and its rows, or None after noting why there are none."""
        path = self.root / name
        if not path.exists():
            self.missing(name)
            return None
        return self._parsed(path, model)

    def listed(
        self, name: str, model: type[Model], key: str, rows: Callable[[Model], Iterable[Row]]
    ) -> Iterator[tuple[Row, str]]:
        """Yield the rows of one list of a file, each with its "file:line"; none where it cannot be read.

        Args:
            name: The file.
            model: Its rows as a whole.
            key: What the list is called in the file.
            rows: Takes the list out of it.
        """
        read = self.one(name, model)
        if read is None:
            return
        document, file = read
        for index, row in enumerate(rows(file)):
            yield row, document.where((key, index))

    def every(self, folder: str, model: type[Model]) -> list[tuple[Document, Model]]:
        """Return every file of a folder with its rows, in order of name; what cannot be read is noted."""
        paths = sorted((self.root / folder).glob("*.yaml"))
        if not paths:
            self.missing(folder + "/")
        read = [self._parsed(path, model) for path in paths]
        return [pair for pair in read if pair is not None]

    def collected(self, kind: str, items: Iterable[tuple[Item, str]]) -> dict[str, Item]:
        """Return id to item, and remember where each stands; an id that comes twice is noted."""
        result: dict[str, Item] = {}
        for item, where in items:
            if item.id in result:
                self.problems.add(
                    where,
                    found=f"the {kind} id {item.id!r} again (first in {self.places[kind, item.id]})",
                    expected="each id once",
                    fix="rename or merge one of them",
                )
                continue
            result[item.id] = item
            self.places[kind, item.id] = where
        return result

    def named_as(self, document: Document, name: str, kind: str, *, expected: str) -> None:
        """Note an id that is not the name of its file or folder."""
        if name != expected:
            self.problems.add(
                document.where(("id",)),
                found=f"the {kind} id {name!r}",
                expected=f"{expected!r}, as the file is called",
                fix="rename one of them",
            )

    def missing(self, name: str) -> None:
        """Note files that are not there."""
        self.unread = True
        self.problems.add(name, found="nothing", expected="knowledge files", fix="install the package again")

    def _parsed(self, path: Path, model: type[Model]) -> tuple[Document, Model] | None:
        document = read_yaml(path, name=path.relative_to(self.root).as_posix())
        row = parse(document, model, self.problems)
        if row is None:
            self.unread = True
            return None
        return document, row
