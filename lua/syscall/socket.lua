-- What is built of the calls on sockets, under the names that its rows in lib/sys/calls_socket.c have.
local S = require "syscall"
local t = S.t

local socket = {}

-- A message without anything in it: one byte, for some sockets carry nothing beside nothing.
local function carrier(control)
  return t.msghdr { iov = t.iovecs { "\0" }, control = control }
end

-- util.recvcmsg(fd, [msg], [flags]) -> { count, iovec, pid, uid, gid, fd = { fd, ... } }
socket["util.recvcmsg"] = function(fd, msg, flags)
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
socket["util.sendfds"] = function(fd, ...)
  return S.sendmsg(fd, carrier(t.cmsghdr("socket", "rights", { ... })))
end

-- util.sendcred(fd, [pid], [uid], [gid]) -> bytes; by default those of this process
socket["util.sendcred"] = function(fd, pid, uid, gid)
  local cred = t.ucred { pid = pid or S.getpid(), uid = uid or S.getuid(), gid = gid or S.getgid() }
  return S.sendmsg(fd, carrier(t.cmsghdr("socket", "credentials", cred)))
end

return socket
