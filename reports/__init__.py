"""Turns one plain Report into files. A leaf: nothing else of ours is imported."""
