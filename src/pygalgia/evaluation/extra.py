"""Libraries that only measuring needs."""

from pygalgia.extras import Extra

EXTRA = Extra("evaluation", ("matplotlib", "pyarrow", "scipy"))
extra = EXTRA.needed
require = EXTRA.require
