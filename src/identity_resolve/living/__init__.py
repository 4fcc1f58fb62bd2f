"""The living graph: the batch's own functions on the small world around what changed."""
