local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.times"
local typed = base.typed "PosixTms"
base.functions(M, {
  times = { "", function()
    local times = {}
    for name, seconds in pairs(S.times()) do
      times[(name == "elapsed" and "" or "tms_") .. name] = math.floor(seconds)
    end
    return typed(times)
  end },
})
return M
