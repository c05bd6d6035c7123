"""An autograder for Gradescope: the archive to upload, and the program that runs there."""
