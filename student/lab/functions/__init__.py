"""What notebooks call as `lab.check`, `lab.predict` and so on; `lab` imports each of them when it is first used."""
