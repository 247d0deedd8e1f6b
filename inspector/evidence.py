"""Attachments under the hash of their content, sealed to the members of the case."""
