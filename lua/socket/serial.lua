-- require "socket.serial": a serial line as a stream.
local S = require "syscall"
local base = require "socket._base"

base.classes("serial{client}", base.with_methods {
  send = base.sender(S.write),
  receive = base.receiver(S.read),
})

return function(path)
  local fd, err, errno = S.open(base.check_string(1, path), "noctty, rdwr, nonblock")
  if not fd then return nil, base.strerror(err, errno), errno end
  return base.new("serial{client}", fd)
end
