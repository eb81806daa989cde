-- require "socket.unix": sockets of the machine itself. The module is its stream too.
local S = require "syscall"
local base = require "socket._base"
local t = S.t

local function address(path)
  path = base.check_string(2, path)
  if #path >= 108 then return nil, "path too long" end
  return t.sockaddr_un(path)
end

local function bind(self, path)
  local sa, why = address(path)
  if not sa then return nil, why end
  local ok, err, errno = S.bind(self.fd or -1, sa)
  if ok then return 1 end
  base.drop(self)
  return nil, base.strerror(err, errno)
end

local function connect(class)
  return function(self, path)
    local sa, why = address(path)
    if not sa then return nil, why end
    base.start(self)
    local ok
    ok, why = base.connect(self, sa)
    if not ok then
      base.drop(self)
      return nil, why
    end
    base.set_class(self, class)
    return 1
  end
end

local function getsockname(self)
  local sa, err, errno = S.getsockname(self.fd or -1)
  if sa then return sa.name or "" end
  return nil, base.strerror(err, errno)
end

local function creator(class, kind)
  return function()
    local fd, err, errno = S.socket("unix", kind .. ", nonblock")
    if not fd then return nil, base.strerror(err, errno) end
    return base.new(class, fd)
  end
end

local function send(fd, data) return S.send(fd, data, nil, "nosignal") end

local connect_stream = connect "unixstream{client}"
base.classes("unixstream{master} unixstream{client} unixstream{server}", base.with_methods {
  accept = { "unixstream{server}", function(self)
    local fd, why = base.accept(self)
    if fd then return base.new("unixstream{client}", fd) end
    return nil, why
  end },
  bind = { "unixstream{master}", bind },
  setsockname = { "unixstream{master}", bind },
  connect = { "unixstream{master}", connect_stream },
  setpeername = { "unixstream{master}", connect_stream },
  listen = { "unixstream{master}", function(self, backlog)
    return base.listen(self, backlog, "unixstream{server}")
  end },
  send = { "unixstream{client}", base.sender(send) },
  receive = { "unixstream{client}", base.receiver(S.recv) },
  getstats = { "unixstream{client}", base.methods.getstats },
  setstats = { "unixstream{client}", base.methods.setstats },
  shutdown = { "unixstream{client}", base.shutdown },
  getsockname = getsockname,
  setoption = (base.options("keepalive reuseaddr linger", "")),
})

local connect_datagram = connect "unixdgram{connected}"
local datagrams = base.with_methods {
  bind = { "unixdgram{unconnected}", bind },
  setsockname = { "unixdgram{unconnected}", bind },
  connect = connect_datagram,
  setpeername = connect_datagram,
  send = { "unixdgram{connected}", function(self, data)
    return base.send_datagram(self, base.check_string(2, data))
  end },
  sendto = { "unixdgram{unconnected}", function(self, data, path)
    data = base.check_string(2, data)
    local sa, why = address(path)
    if not sa then return nil, why end
    return base.send_datagram(self, data, sa)
  end },
  receive = base.receive_datagram,
  receivefrom = { "unixdgram{unconnected}", function(self, size)
    base.start(self)
    local from = t.sockaddr_un()
    local data, why = base.retry(self, S.c.POLL.IN, S.recvfrom, nil, size and base.check_number(2, size) or 8192,
      nil, from)
    if data then return data, from.name or "" end
    return nil, why == "closed" and "refused" or why
  end },
  getsockname = getsockname,
  setoption = (base.options("reuseaddr", "")),
}
datagrams.getstats, datagrams.setstats = nil, nil
base.classes("unixdgram{connected} unixdgram{unconnected}", datagrams)

local unix = {}
unix.stream, unix.dgram = creator("unixstream{master}", "stream"), creator("unixdgram{unconnected}", "dgram")
unix.tcp, unix.udp = unix.stream, unix.dgram
function unix.__call() return unix.stream() end
return setmetatable(unix, unix)
