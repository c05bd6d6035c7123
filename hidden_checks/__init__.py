"""The hidden checks, one package per unit: secret, in no wheel, sdist or handout."""
