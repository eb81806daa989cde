local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.msg"
base.groups(M, "IPC IPC_CMD MSG_RCV")
M.IPC_PRIVATE = 0
base.calls(M, {
  msgget = { "i?i", S.msgget, "msgget" },
  msgctl = { "ii", S.msgctl, "msgctl" },
  msgsnd = { "iis?i", function(id, kind, text, flags) return S.msgsnd(id, kind, text, nil, flags) end },
})
base.functions(M, {
  msgrcv = { "ii?i?i", function(id, size, kind, flags)
    local text, err, got = S.msgrcv(id, size, kind, flags) -- of a failure the third is its number
    if not text then return base.result(nil, nil, err, got) end
    return got, text
  end },
})
return M
