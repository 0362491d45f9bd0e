"""Tests of app.payments."""
