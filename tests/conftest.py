"""What holds for every test: made-up cases may take as long as a busy machine needs."""

from hypothesis import settings

settings.register_profile("oit", deadline=None)
settings.load_profile("oit")
