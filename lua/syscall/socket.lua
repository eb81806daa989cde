-- What is built of the calls on sockets. util: what S.util finds here.
local S = require "syscall"
local t = S.t

local util = {}

-- A message without anything in it: one byte, for some sockets carry nothing beside nothing.
local function carrier(control)
  return t.msghdr { iov = t.iovecs { "\0" }, control = control }
end

-- util.recvcmsg(fd, [msg], [flags]) -> { count, iovec, pid, uid, gid, fd = { fd, ... } }
function util.recvcmsg(fd, msg, flags)
  msg = msg or t.msghdr { iov = t.iovecs { 1 }, control = 1024 }
  local count, err, errno = S.recvmsg(fd, msg, flags)
  if not count then return nil, err, errno end
  local ret = { count = count, iovec = msg.msg_iov }
  for _, cmsg in msg:cmsgs() do
    local pid, uid, gid = cmsg:credentials()
    if pid then ret.pid, ret.uid, ret.gid = pid, uid, gid end
    for f in cmsg:fds() do
      ret.fd = ret.fd or {}
      ret.fd[#ret.fd + 1] = f
    end
  end
  return ret
end

-- util.sendfds(fd, fd, ...) -> bytes
function util.sendfds(fd, ...)
  return S.sendmsg(fd, carrier(t.cmsghdr("socket", "rights", { ... })))
end

-- util.sendcred(fd, [pid], [uid], [gid]) -> bytes; by default those of this process
function util.sendcred(fd, pid, uid, gid)
  local cred = t.ucred { pid = pid or S.getpid(), uid = uid or S.getuid(), gid = gid or S.getgid() }
  return S.sendmsg(fd, carrier(t.cmsghdr("socket", "credentials", cred)))
end

util.inet_name, util.if_nametoindex = S["util.inet_name"], S["util.if_nametoindex"]

return { util = util }
