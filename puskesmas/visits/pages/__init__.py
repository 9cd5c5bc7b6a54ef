"""The pages of the walk: a visit's own, this puskesmas' SOP, and its revisions."""
