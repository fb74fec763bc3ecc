"""What all tests share: one profile for the property tests, without deadlines."""

from hypothesis import HealthCheck, settings

settings.register_profile("chronicle", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("chronicle")
