"""What the made-up hospitals share: rows as texts, cases grafted in, lists of what is planted."""
