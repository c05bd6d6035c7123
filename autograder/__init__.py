"""The autograder. Student code runs in an isolated process, away from checks and answers; only data is exchanged."""
