"""The use cases, one module each: the library that the command rests on."""
