"""Dataclasses and errors that every other room speaks; standard library only."""
