local posix, M = require "posix", {}
for _, name in ipairs { "euidaccess", "spawn", "timeradd", "timercmp", "timersub" } do M[name] = posix[name] end
return M
