"""The commands of `oit`, one file per sort of work.

Promises: each command parses, calls one function of the trunk and prints Thai. Refuses to know:
how anything is crawled, read, judged or rendered.
"""
