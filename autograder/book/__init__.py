"""The lessons as a book: pages made from the source notebooks and their executed cells, built by Sphinx."""
