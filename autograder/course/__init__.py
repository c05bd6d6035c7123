"""What a course says: course.yml, notebooks and their cells, references, mistakes, the content of a unit."""
