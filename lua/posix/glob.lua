local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.glob"
base.groups(M, "GLOB GLOB_ERROR")
base.functions(M, {
  glob = { "?s?i", function(pattern, flags)
    pattern = pattern or "*"
    local list, err, code = S.glob(pattern, flags)
    if list then return list end
    return nil, pattern .. ": " .. err, code
  end },
})
return M
