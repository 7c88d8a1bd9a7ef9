"""Words into clean text whose every character can be traced back."""
