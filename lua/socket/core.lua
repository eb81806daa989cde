-- require "socket.core": what luasocket has in C.
local S = require "syscall"
local base = require "socket._base"
local t, c = S.t, S.c
local IN = c.POLL.IN

local core = { _VERSION = "LuaSocket 3.1.0 (lsys)", _SOCKETINVALID = -1, _DATAGRAMSIZE = 8192 }

-- How many sockets select takes: as many as there may be.
local limit = S.getrlimit("nofile").cur
core._SETSIZE = limit >= 0 and limit or 2 ^ 31 - 1

core.gettime = base.gettime

-- sleep(seconds)
function core.sleep(seconds)
  seconds = math.min(math.max(base.check_number(1, seconds), 0), 2 ^ 31 - 1)
  local left = t.timespec(seconds)
  repeat
    local rem = t.timespec()
    local _, _, interrupted = S.nanosleep(left, rem)
    left = rem
  until not interrupted
end

-- skip(n, ...): what is behind the first n
function core.skip(n, ...) return select(n + 1, ...) end

-- Exceptions

local exception = { __metatable = false, __tostring = function(e) return tostring(rawget(e, 1)) end }
local raised = setmetatable({}, { __mode = "k" })

-- newtry([finalizer]) -> a function that gives its arguments back, or if the first is false raises the second
function core.newtry(finalizer)
  return function(...)
    if (...) then return ... end
    if finalizer then finalizer() end
    local e = setmetatable({ (select(2, ...)) }, exception)
    raised[e] = true
    error(e, 0)
  end
end

local function protected(ok, ...)
  if ok then return ... end
  local e = ...
  if raised[e] then return nil, rawget(e, 1) end
  error(e, 0)
end

-- protect(f) -> a function as f that gives nil and what such a one raised
function core.protect(f)
  return function(...) return protected(pcall(f, ...)) end
end

function core.__unload() end

-- Addresses

local families = { [c.AF.INET] = "inet", [c.AF.INET6] = "inet6", [c.AF.UNSPEC] = "unspec" }

local function resolve(host, service, hints)
  local list, err, code = S.getaddrinfo(host, service, hints)
  if list then return list end
  return nil, base.gai_strerror(err, code)
end

local numeric = c.NI("numerichost, numericserv")

-- An address as text, its port and family.
local function tell(sa, family)
  local host, port = S.getnameinfo(sa, numeric)
  if not host then return nil, port end
  return host, tonumber(port), families[family] or "unknown"
end

local function name_of(call)
  return function(self)
    local sa, err, errno = call(self.fd or -1)
    if not sa then return nil, base.strerror(err, errno) end
    return tell(sa, self.family)
  end
end

local function create(self, family, kind)
  local fd, err, errno = S.socket(family, kind)
  if not fd then return nil, base.strerror(err, errno) end
  if family == c.AF.INET6 then fd:setsockopt("ipv6", "v6only", 1) end
  fd:nonblock()
  self.fd, self.family = fd, family
  return true
end

-- Makes of a socket without a descriptor, or of another family, one for this address.
local function fit(self, entry)
  if self.fd and self.family == entry.family then return true end
  base.drop(self)
  return create(self, entry.family, entry.socktype)
end

local function connect_to(self, host, service, kind)
  local list, why = resolve(host, service, { family = self.family, socktype = kind })
  for _, entry in ipairs(list or {}) do
    base.start(self)
    local ok
    ok, why = fit(self, entry)
    if ok then
      ok, why = base.connect(self, entry.addr)
      if ok then return 1 end
      if self.block == 0 or self.total == 0 then break end
    end
  end
  return nil, why
end

local function bind_to(self, host, service, kind)
  if host == "*" then host = nil end
  local list, why = resolve(host, service, { family = self.family, socktype = kind, flags = "passive" })
  for _, entry in ipairs(list or {}) do
    local ok, err, errno
    ok, why = fit(self, entry)
    if ok then
      ok, err, errno = S.bind(self.fd, entry.addr)
      if ok then return 1 end
      why = base.strerror(err, errno)
    end
  end
  return nil, why
end

local function family_name(self) return self.family == c.AF.INET6 and "inet6" or "inet4" end

-- TCP

local function send(fd, data) return S.send(fd, data, nil, "nosignal") end

local function tcp_connect(self, host, port)
  local r, why = connect_to(self, base.check_string(2, host), base.check_string(3, port), "stream")
  base.set_class(self, "tcp{client}")
  if r then return r end
  return nil, why
end

local function tcp_bind(self, host, port)
  return bind_to(self, base.check_string(2, host), base.check_string(3, port), "stream")
end

local set_tcp, get_tcp = base.options([[bindtodevice keepalive reuseaddr reuseport tcp-nodelay tcp-keepidle tcp-keepcnt
  tcp-keepintvl ipv6-v6only linger recv-buffer-size send-buffer-size tcp-defer-accept tcp-fastopen
  tcp-fastopen-connect]],
  [[bindtodevice keepalive reuseaddr reuseport tcp-nodelay tcp-keepidle tcp-keepcnt tcp-keepintvl linger error
  recv-buffer-size send-buffer-size]])

base.classes("tcp{master} tcp{client} tcp{server}", base.with_methods {
  accept = { "tcp{server}", function(self)
    local fd, why = base.accept(self)
    if fd then return base.new("tcp{client}", fd, self.family) end
    return nil, why
  end },
  bind = { "tcp{master}", tcp_bind },
  setsockname = { "tcp{master}", tcp_bind },
  connect = tcp_connect,
  setpeername = tcp_connect,
  listen = { "tcp{master}", function(self, backlog)
    return base.listen(self, backlog, "tcp{server}")
  end },
  send = { "tcp{client}", base.sender(send) },
  receive = { "tcp{client}", base.receiver(S.recv) },
  getstats = { "tcp{client}", base.methods.getstats },
  setstats = { "tcp{client}", base.methods.setstats },
  shutdown = { "tcp{client}", base.shutdown },
  getfamily = family_name,
  getpeername = name_of(S.getpeername),
  getsockname = name_of(S.getsockname),
  setoption = set_tcp,
  getoption = get_tcp,
})

local function tcp(family)
  return function()
    local self = base.new("tcp{master}", nil, family)
    if family ~= c.AF.UNSPEC then
      local ok, why = create(self, family, "stream")
      if not ok then return nil, why end
    end
    return self
  end
end
core.tcp, core.tcp4, core.tcp6 = tcp(c.AF.UNSPEC), tcp(c.AF.INET), tcp(c.AF.INET6)

-- connect(host, port, [local host], [local port], [family]) -> client
function core.connect(host, port, lhost, lport, family)
  host, port = base.check_string(1, host), base.check_string(2, port)
  if family ~= nil and family ~= "unspec" and family ~= "inet" and family ~= "inet6" then
    base.argerror(5, "invalid option '" .. tostring(family) .. "'")
  end
  local self = base.new("tcp{client}", nil, c.AF[family or "unspec"])
  if lhost ~= nil then
    local ok, why = bind_to(self, base.check_string(3, lhost), lport == nil and "0" or base.check_string(4, lport),
      "stream")
    if not ok then return nil, why end
  end
  local ok, why = connect_to(self, host, port, "stream")
  if ok then return self end
  base.drop(self)
  return nil, why
end

-- UDP

local set_udp, get_udp = base.options([[dontroute broadcast reuseaddr reuseport ip-multicast-if ip-multicast-ttl
  ip-multicast-loop ip-add-membership ip-drop-membership ipv6-unicast-hops ipv6-multicast-hops ipv6-multicast-loop
  ipv6-add-membership ipv6-drop-membership ipv6-v6only recv-buffer-size send-buffer-size]],
  [[dontroute broadcast reuseaddr reuseport ip-multicast-if ip-multicast-loop error ipv6-unicast-hops
  ipv6-multicast-hops ipv6-multicast-loop ipv6-v6only recv-buffer-size send-buffer-size]])

local udp_methods = base.with_methods {
  send = { "udp{connected}", function(self, data) return base.send_datagram(self, base.check_string(2, data)) end },
  sendto = { "udp{unconnected}", function(self, data, host, port)
    data, host, port = base.check_string(2, data), base.check_string(3, host), base.check_string(4, port)
    local list, err = S.getaddrinfo(host, port, { family = self.family, socktype = "dgram",
      flags = "numerichost, numericserv" })
    if not list then return nil, tostring(err) end
    local ok, why = self.fd, nil
    for _, entry in ipairs(list) do
      if not ok then ok, why = create(self, entry.family, "dgram") end
    end
    if not ok then return nil, why end
    return base.send_datagram(self, data, list[1].addr)
  end },
  receive = base.receive_datagram,
  receivefrom = { "udp{unconnected}", function(self, size)
    base.start(self)
    local from = t.sockaddr_storage()
    local data, why = base.retry(self, IN, S.recvfrom, nil, size and base.check_number(2, size) or 8192, nil, from)
    if not data then return nil, why == "closed" and "refused" or why end
    local host, port = tell(from, self.family)
    if not host then return nil, port end
    return data, host, port
  end },
  setpeername = function(self, host, port)
    host = base.check_string(2, host)
    if host ~= "*" then
      local ok, why = connect_to(self, host, base.check_string(3, port), "dgram")
      if not ok then return nil, why end
      base.set_class(self, "udp{connected}")
    else
      if self.fd then S.connect(self.fd, t.sockaddr_storage { family = "unspec" }, 16) end
      base.set_class(self, "udp{unconnected}")
    end
    return 1
  end,
  setsockname = { "udp{unconnected}", function(self, host, port)
    return bind_to(self, base.check_string(2, host), base.check_string(3, port), "dgram")
  end },
  getpeername = { "udp{connected}", name_of(S.getpeername) },
  getsockname = name_of(S.getsockname),
  getfamily = family_name,
  setoption = set_udp,
  getoption = get_udp,
}
udp_methods.getstats, udp_methods.setstats = nil, nil
base.classes("udp{connected} udp{unconnected}", udp_methods)

local function udp(family)
  return function()
    local self = base.new("udp{unconnected}", nil, family)
    if family ~= c.AF.UNSPEC then
      local ok, why = create(self, family, "dgram")
      if not ok then return nil, why end
    end
    return self
  end
end
core.udp, core.udp4, core.udp6 = udp(c.AF.UNSPEC), udp(c.AF.INET), udp(c.AF.INET6)

-- select(readers, writers, [timeout]) -> those ready to be read, to be written; with "timeout" behind them if
-- there is none.
-- Both are lists that know the place of each of their sockets, too.
function core.select(readers, writers, timeout)
  timeout = timeout == nil and -1 or base.check_number(3, timeout)
  local fds, lists = {}, { {}, {} }
  for which, list in ipairs { readers or {}, writers or {} } do
    if type(list) ~= "table" then base.argerror(which, "table expected, got " .. type(list)) end
    for _, object in ipairs(list) do
      local fd = object.getfd and tonumber((object:getfd())) or -1
      if fd >= 0 then
        if which == 1 and object.dirty and object:dirty() then
          lists[1][#lists[1] + 1] = object
        else
          fds[#fds + 1] = { fd = fd, events = which == 1 and IN or c.POLL.OUT, object = object, which = which }
        end
      end
    end
  end
  local dirty = #lists[1] > 0
  if dirty then timeout = 0 end
  table.sort(fds, function(a, b) return a.fd < b.fd end)
  local list = {}
  for i, entry in ipairs(fds) do list[i] = { fd = entry.fd, events = entry.events } end
  local pollfds = t.pollfds(list)
  local deadline = base.gettime() + timeout
  local n, err
  repeat
    local left = timeout < 0 and -1 or math.max(deadline - base.gettime(), 0) * 1000
    n, err = S.poll(pollfds, math.min(math.ceil(left), 2 ^ 31 - 1))
  until n or not err.INTR
  if not n then error("select failed", 2) end
  if n == 0 and not dirty then return lists[1], lists[2], "timeout" end
  for i, entry in ipairs(fds) do
    local ready = pollfds[i].revents
    if bit32.btest(ready, c.POLL.NVAL) then error("select failed", 2) end
    if ready ~= 0 then
      local found = lists[entry.which]
      found[#found + 1] = entry.object
    end
  end
  for which = 1, 2 do
    for i = 1, #lists[which] do lists[which][lists[which][i]] = i end
  end
  return lists[1], lists[2]
end

-- Names

local dns = {}
core.dns = dns

function dns.gethostname() return S.gethostname() end

-- getaddrinfo(host) -> list of { family, addr }
function dns.getaddrinfo(host)
  local list, why = resolve(base.check_string(1, host), nil, { socktype = "stream" })
  if not list then return nil, why end
  for i, entry in ipairs(list) do
    list[i] = { family = families[entry.family] or "unknown", addr = (S.getnameinfo(entry.addr, numeric)) }
  end
  return list
end

-- getnameinfo([host], [service]) -> list of names, or nil when no host was given; then the service's name
function dns.getnameinfo(host, service)
  if host == nil and service == nil then error("host and serv cannot be both nil", 2) end
  local list, why = resolve(host, service, { socktype = "stream" })
  if not list then return nil, why end
  local hosts, name = {}, nil
  for i, entry in ipairs(list) do
    hosts[i], name = S.getnameinfo(entry.addr)
  end
  if service ~= nil then return hosts, name end
  return hosts
end

-- A host by name or by address: its name and { name, ip, alias }.
local function host_entry(text)
  local addr = S.inet_aton(text)
  local name
  if addr then
    name = S.getnameinfo(t.sockaddr_in(0, addr), "namereqd")
    if not name then return nil end
    return name, { name = name, alias = {}, ip = { tostring(addr) } }
  end
  local list = S.getaddrinfo(text, nil, { family = "inet", socktype = "stream", flags = "canonname" })
  if not list then return nil end
  name = list[1].canonname or text
  local entry = { name = name, alias = {}, ip = {} }
  for i, a in ipairs(list) do entry.ip[i] = tostring(a.addr.addr) end
  return name, entry
end

-- toip(host) -> first address, all of the host
function dns.toip(host)
  local name, entry = host_entry(base.check_string(1, host))
  if not name then return nil, "host not found" end
  return entry.ip[1], entry
end

-- tohostname(address) -> name, all of the host
function dns.tohostname(address)
  local name, entry = host_entry(base.check_string(1, address))
  if not name then return nil, "host not found" end
  return name, entry
end

return core
