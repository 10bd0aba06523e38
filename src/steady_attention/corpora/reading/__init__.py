"""What readers share: lines, splits, and the forms in which several data sets come."""
