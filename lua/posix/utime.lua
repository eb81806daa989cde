local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.utime"
base.calls(M, {
  utime = { "s?i?i", function(path, modified, accessed)
    local now = S.time()
    return S.utime(path, accessed or now, modified or now)
  end, 1 },
})
return M
