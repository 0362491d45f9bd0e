"""Tests of the screens: widgets, models, runner, window."""
