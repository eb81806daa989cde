local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sched"
base.groups(M, "SCHED")
M.SCHED_OTHER = M.SCHED_OTHER or 0
base.calls(M, {
  sched_getscheduler = { "?i", S.sched_getscheduler },
  sched_setscheduler = { "?i?i?i", function(pid, policy, priority)
    return S.sched_setscheduler(pid, policy or 0, priority)
  end },
})
return M
