local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.errno"
base.groups(M, "E")
base.functions(M, {
  errno = { "?i", function(n)
    n = n or S.errno()
    return tostring(S.t.error(n)), n
  end },
  set_errno = { "i", function(n) S.errno(n) end },
})
return M
