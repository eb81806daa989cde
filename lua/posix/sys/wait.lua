local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.wait"
base.groups(M, "W")
base.functions(M, {
  -- wait([pid], [options]) -> pid, "exited", "killed", "stopped" or "running", status or signal
  wait = { "?i?i", function(pid, options)
    local child, err, status = S.waitpid(pid or -1, options or 0)
    if not child then return base.result(nil, nil, err, status) end
    if child == 0 then return 0, "running" end
    if status.WIFEXITED then return child, "exited", status.EXITSTATUS end
    if status.WIFSIGNALED then return child, "killed", status.TERMSIG end
    if status.WIFSTOPPED then return child, "stopped", status.STOPSIG end
    return child
  end },
})
return M
