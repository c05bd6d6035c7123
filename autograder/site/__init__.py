"""The course as a site on which students work without an installation: JupyterLite, with Python in the browser."""
