"""Libraries that only a batch needs."""

from pygalgia.extras import Extra

EXTRA = Extra("batch", ("numba", "polars", "pyarrow"))
extra = EXTRA.needed
require = EXTRA.require
