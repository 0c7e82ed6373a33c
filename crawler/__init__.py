"""Turns a website into bytes on disk. The only package that imports Scrapy.

Promises: `crawl` runs one plan to its end and every answer becomes a snapshot row and a blob;
`SnapshotStore` reads them back; `canonical` is the one form of a URL. Refuses to know: Thai, OIT.
"""
