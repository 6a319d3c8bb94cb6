"""The whole assessment on Spark: one frame of cases in, one frame of answers out.

    import pygalgia.spark

    answers = pygalgia.spark.assess(spark.read.parquet("cases"))

Needs the extra `spark`, Java 17 or newer, and on every worker `pygalgia[batch]` of the driver's version. The
columns in and out are those of `pygalgia batch` (docs/scale.md).
"""

from pygalgia.spark.frame import assess

__all__ = ["assess"]
