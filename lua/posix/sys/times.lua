local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.times"
local typed = base.typed "PosixTms"
base.functions(M, {
  times = { "", function()
    local tick, now = S.sysconf("clk_tck"), S.times()
    local times = { elapsed = math.floor(S.clock_gettime("monotonic").time) }
    for _, name in ipairs { "utime", "stime", "cutime", "cstime" } do
      times["tms_" .. name] = math.floor(now[name] / tick)
    end
    return typed(times)
  end },
})
return M
