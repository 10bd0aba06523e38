"""Pretrained BERTs: the published ones, and what makes a folder one."""
