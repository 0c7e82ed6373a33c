"""The workplace: pages and a JSON API over the folders of several sites.

Promises: every page and every answer comes from the functions the command line uses. Refuses to
know: how anything is crawled, read, judged or rendered.
"""
