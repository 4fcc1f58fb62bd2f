"""``python -m identity_resolve`` is the command line."""

from identity_resolve.cli import main

main()
