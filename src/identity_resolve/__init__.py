"""Turns the many numbers a person leaves with a company into one customer."""
