"""The sealed package: manifest, pack, verify clause by clause, locate."""
