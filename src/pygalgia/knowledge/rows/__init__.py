"""The form of every knowledge file: what keys there may be and what each may hold, one module a kind of file.

These models stand only at the file border. `pygalgia.knowledge.files` turns them into the frozen objects
of `pygalgia.domain`, which the rest of the program uses. The closed lists of words stand with those objects.
"""
