"""How properties are searched: anew each time, but the same way each time where CI decides."""

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)  # how long a test takes is no part of its result
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))
