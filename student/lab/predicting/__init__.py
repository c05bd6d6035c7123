"""Predictions: types of questions, the file of answers, and the cards and widgets that ask for them."""
