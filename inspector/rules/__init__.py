"""Rule packs: model, load, lint, cases, trial, run."""
