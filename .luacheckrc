-- Lua 5.2, as the interpreter runs it.
std = "lua52"
max_line_length = 134
exclude_files = { "build" }
