local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.fnmatch"
base.constants(M, "FNM_", "NOESCAPE PATHNAME PERIOD")
M.FNM_NOMATCH = 1
base.functions(M, {
  fnmatch = { "ss?i", function(pattern, s, flags)
    return S.fnmatch(pattern, s, flags) and 0 or M.FNM_NOMATCH
  end },
})
return M
