"""What was right and has become wrong: seen, confirmed by a second look, told once.

`looks` is the state machine; `elements` and `links` make looks out of history; `alerts` writes down
what is to be told; `words` says it in Thai; `send` tells it; `kept` holds the SQL.
"""
