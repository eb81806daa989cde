local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.time"
local typed = base.typed "PosixTimeval"
base.functions(M, {
  gettimeofday = { "", function()
    local tv = S.gettimeofday()
    return typed { tv_sec = tv.tv_sec, tv_usec = tv.tv_usec }
  end },
})
return M
