"""Tests of app.thai: what people type and read in Thai."""
