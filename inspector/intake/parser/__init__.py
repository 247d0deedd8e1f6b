"""The guarded child process: one hostile file in, frames of plain rows out.

It imports nothing of the rest of the room, so that the child loads only what parses.
"""
