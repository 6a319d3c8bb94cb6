"""Read the knowledge files, one module a kind of file: rows in, frozen domain objects out."""
