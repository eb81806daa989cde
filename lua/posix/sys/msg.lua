local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.msg"
base.groups(M, "IPC IPC_CMD MSGQ")
M.IPC_PRIVATE = 0
base.calls(M, {
  msgget = { "i?i", S.msgget, "msgget" },
  msgctl = { "ii", S.msgctl, "msgctl" },
  msgsnd = { "iis?i", S.msgsnd },
})
base.functions(M, {
  msgrcv = { "ii?i?i", function(id, size, kind, flags)
    local text, what, errno = S.msgrcv(id, size, kind, flags)
    if not text then return base.result(nil, nil, what, errno) end
    return what, text
  end },
})
return M
