"""A campaign's acts: one file each that is never changed, and the register that is made of them."""
