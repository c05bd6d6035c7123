"""Predictions: questions, the file of answers, the cards and their buttons."""
