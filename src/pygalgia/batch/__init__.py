"""The whole assessment for very many cases at once: flags, urgency and ranking, on tables of Arrow.

    from pygalgia.batch import assess_table

    answers = assess_table(table)

Needs the extra `batch`. Every row's answer is that of `pygalgia.assess` for the same case.
"""

from pygalgia.batch.extra import extra

with extra():
    from pygalgia.batch.table import assess_table

__all__ = ["assess_table"]
