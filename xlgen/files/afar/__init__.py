"""Files that lie elsewhere than on this computer's disks, by their addresses, read through fsspec (extra ``cluster``)."""
