"""Courses: what is in them, and how they are held."""
