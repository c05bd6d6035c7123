"""The course as a whole: its units in order, and what of each is done, as the saved files say."""
