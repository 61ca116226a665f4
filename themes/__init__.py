"""The themes that ship with webdoc: one folder each."""
