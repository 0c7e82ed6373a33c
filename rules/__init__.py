"""Turns text into findings: pure functions over documents and packs.

Promises: same documents, same pack, same date — same findings. The only package that imports
pythainlp and rapidfuzz. Refuses to know: network, database, file formats.
"""
