"""Fuzzing: whatever comes in, it is read, or refused in one line."""
