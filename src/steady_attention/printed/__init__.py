"""The numbers that the papers print, under the names of this project."""
