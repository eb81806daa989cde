local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.utsname"
local typed = base.typed "PosixUtsname"
base.functions(M, {
  uname = { "", function()
    local u = S.uname()
    return typed { machine = u.machine, nodename = u.nodename, release = u.release, sysname = u.sysname,
      version = u.version }
  end },
})
return M
