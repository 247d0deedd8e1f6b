"""Ad-hoc questions: sandboxed, read-only, told when the answer was cut short."""
