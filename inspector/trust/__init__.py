"""Who: identities, rosters, seals and signatures; the only room that may import a cipher."""
