"""Certificates with their last days, and the yearly renewal of the registration."""
