"""A ticket system's CSV export -> incidents as plans know them, so that one set of rules judges both (S3-4, S3-31).

`columns` finds out what each column holds, `times` reads moments, `words` kinds and urgencies; `log` goes through a file
row by row, and `records` makes the incidents. Whatever can not be read is a fault with its line, and never left out in silence.
"""
