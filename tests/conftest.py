"""What all tests share: one profile for the property tests, without deadlines."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "chronicle",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),  # a commit passes or fails there, not both; who works on it looks further
)
settings.load_profile("chronicle")
