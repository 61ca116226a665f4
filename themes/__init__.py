"""The themes that ship: one folder each, with ``theme.yaml``, ``templates/`` and ``static/``. No code."""
