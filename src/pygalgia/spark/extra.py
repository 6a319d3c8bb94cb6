"""Libraries that only Spark needs."""

from pygalgia.extras import Extra

EXTRA = Extra("spark", ("pandas", "pyspark"))
extra = EXTRA.needed
