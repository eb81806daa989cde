-- What the sockets of all families share: objects, time limits, buffers, options. Errors are luasocket's words.
local S = require "syscall"
local t, c = S.t, S.c

local base = {}

local EAGAIN, EINTR = c.E.AGAIN, c.E.INTR

-- The time, in seconds since 1970 with their fraction.
local now_ts = t.timespec()
function base.gettime()
  S.clock_gettime("realtime", now_ts)
  return now_ts.tv_sec + now_ts.tv_nsec / 1e9
end
local gettime = base.gettime

local words = { ADDRINUSE = "address already in use", ISCONN = "already connected", ACCES = "permission denied",
  CONNREFUSED = "connection refused", CONNABORTED = "closed", CONNRESET = "closed", TIMEDOUT = "timeout" }
local by_number = {}
for name, text in pairs(words) do by_number[c.E[name]] = text end

-- The words for an error of S.
function base.strerror(err, errno)
  return by_number[errno] or tostring(err)
end
local strerror = base.strerror

local gai = { AGAIN = "temporary failure in name resolution", BADFLAGS = "invalid value for ai_flags",
  FAIL = "non-recoverable failure in name resolution", FAMILY = "ai_family not supported",
  MEMORY = "memory allocation failure", NONAME = "host or service not provided, or not known",
  OVERFLOW = "argument buffer overflow", SERVICE = "service not supported for socket type",
  SOCKTYPE = "ai_socktype not supported" }

-- Those for a name that was not resolved.
function base.gai_strerror(err, code)
  for name, text in pairs(gai) do
    if c.EAI[name] == code then return text end
  end
  return strerror(err, code)
end

-- Arguments, as C functions check them

local function argerror(i, message)
  local name = debug.getinfo(3, "n").name or "?"
  error(("bad argument #%d to '%s' (%s)"):format(i, name, message), 4)
end
base.argerror = argerror

local function got(v) return v == nil and "no value" or type(v) end

function base.check_string(i, v)
  if type(v) ~= "string" and type(v) ~= "number" then argerror(i, "string expected, got " .. got(v)) end
  return tostring(v)
end

function base.check_number(i, v)
  if not tonumber(v) then argerror(i, "number expected, got " .. got(v)) end
  return tonumber(v)
end

-- Objects. class is "tcp{client}" or the like; a method that asks for another one raises.

local classes = {}

-- methods: name to function, with the class it wants, if not any of these: { class, function }
function base.classes(names, methods)
  local index = {}
  for name, m in pairs(methods) do
    if type(m) == "function" then
      index[name] = m
    else
      local wanted, f = m[1], m[2]
      index[name] = function(self, ...)
        if type(self) ~= "table" or self.class ~= wanted then
          error(("calling '%s' on bad self (%s expected)"):format(name, wanted), 2)
        end
        return f(self, ...)
      end
    end
  end
  for name in names:gmatch("%S+") do
    classes[name] = { __index = index, __tostring = function(self)
      local meta = getmetatable(self)
      setmetatable(self, nil)
      local address = tostring(self):match(" (.*)")
      setmetatable(self, meta)
      return self.class .. ": " .. address
    end }
  end
end

function base.set_class(self, class)
  self.class = class
  return setmetatable(self, classes[class])
end

-- A new object: fd is a descriptor of S that does not block, or nil for none yet.
function base.new(class, fd, family)
  return base.set_class({ fd = fd, family = family, block = -1, total = -1, start = 0, buffer = "", at = 1, got = 0,
    put = 0,
    birthday = gettime(), pollfds = t.pollfds { { fd = -1 } } }, class)
end

-- Waiting

function base.start(self) self.start = gettime() end

-- How long it may still wait for what it began with base.start; less than 0: for ever.
local function left(self)
  local block, total = self.block, self.total
  if total < 0 then
    if block < 0 then return -1 end
    return math.max(block + self.start - gettime(), 0)
  end
  local rest = math.max(total + self.start - gettime(), 0)
  return block < 0 and rest or math.min(block, rest)
end

-- Waits for events of POLL. Returns what there is, or nil and why not.
local function wait(self, events)
  if self.block == 0 or self.total == 0 then return nil, "timeout" end
  local p = self.pollfds[1]
  p.fd, p.events = self.fd:getfd(), events
  while true do
    local seconds = left(self)
    local n, err, errno = S.poll(self.pollfds, seconds >= 0 and math.min(math.floor(seconds * 1000), 2 ^ 31 - 1) or -1)
    if n == 0 then return nil, "timeout" end
    if n then return p.revents end
    if errno ~= EINTR then return nil, strerror(err, errno) end
  end
end
base.wait = wait

local IN, OUT, ERR = c.POLL.IN, c.POLL.OUT, c.POLL.ERR

-- Calls f(fd, ...), again when it would have blocked, until there is a result or time is up: nil, why, errno.
function base.retry(self, events, f, ...)
  if not self.fd then return nil, "closed" end
  while true do
    local r, err, errno = f(self.fd, ...)
    if r then return r, err, errno end
    if errno == EAGAIN then
      local ready, why = wait(self, events)
      if not ready then return nil, why end
    elseif errno ~= EINTR then
      return nil, errno == c.E.PIPE and "closed" or strerror(err, errno), errno
    end
  end
end
local retry = base.retry

-- Connects to an address: true, or nil and why not.
function base.connect(self, sa)
  if not self.fd then return nil, "closed" end
  local ok, err, errno
  repeat ok, err, errno = S.connect(self.fd, sa) until errno ~= EINTR
  if ok then return true end
  if errno ~= c.E.INPROGRESS and errno ~= EAGAIN then return nil, strerror(err, errno) end
  local events, why = wait(self, IN + OUT)
  if not events then return nil, why end
  if bit32.btest(events, IN + ERR) then
    local bytes
    bytes, err, errno = S.recv(self.fd, nil, 0)
    if not bytes and errno ~= EAGAIN then return nil, strerror(err, errno) end
  end
  return true
end

-- Listens: it is of this class then.
function base.listen(self, backlog, class)
  local ok, err, errno = S.listen(self.fd or -1, backlog or 32)
  if not ok then return nil, strerror(err, errno) end
  base.set_class(self, class)
  return 1
end

-- The descriptor of a new connection.
function base.accept(self)
  base.start(self)
  while true do
    local fd, why, errno = retry(self, IN, S.accept4, nil, nil, "nonblock")
    if fd or errno ~= c.E.CONNABORTED then return fd, why end
  end
end

-- Closes the descriptor, if there is one.
function base.drop(self)
  if self.fd then self.fd:close() end
  self.fd = nil
end

function base.shutdown(self, how)
  local hows = { receive = "rd", send = "wr", both = "rdwr" }
  how = how == nil and "both" or how
  if not hows[how] then base.argerror(2, "invalid option '" .. tostring(how) .. "'") end
  if self.fd then S.shutdown(self.fd, hows[how]) end
  return 1
end

-- Buffered streams

local STEP = 65536

-- Sends by this function, as S.send. self:send(string, [first], [last]) -> last byte sent, or nil, why, that
function base.sender(send)
  return function(self, data, first, last)
    data = base.check_string(2, data)
    base.start(self)
    local size = #data
    first = first and base.check_number(3, first) or 1
    last = last and base.check_number(4, last) or -1
    if first < 0 then first = size + first + 1 end
    if last < 0 then last = size + last + 1 end
    first, last = math.max(first, 1), math.min(last, size)
    local at = first
    while at <= last do
      local whole = at == 1 and last == size and size <= STEP
      local n, why = retry(self, OUT, send, whole and data or data:sub(at, math.min(last, at + STEP - 1)))
      if not n then
        self.put = self.put + at - first
        return nil, why, at - 1
      end
      at = at + n
    end
    self.put = self.put + at - first
    return at - 1, nil, nil
  end
end

-- Receives by this function, as S.recv. self:receive([pattern or bytes], [prefix]) -> string, or nil, why, what
-- there was
function base.receiver(recv)
  local function fill(self)
    if self.at <= #self.buffer then return true end
    local data, why = retry(self, IN, recv, nil, 8192)
    self.buffer, self.at = data or "", 1
    if data == "" then return nil, "closed" end
    return data, why
  end

  local function skip(self, past)
    self.got = self.got + past - self.at
    self.at = past
    if past > #self.buffer then self.buffer, self.at = "", 1 end
  end

  -- Takes all that is in the buffer, up to so many bytes.
  local function take(self, most)
    local past = math.min(self.at + (most or math.huge), #self.buffer + 1)
    local part = self.buffer:sub(self.at, past - 1)
    skip(self, past)
    return part
  end

  local function line(self, parts)
    while true do
      local ok, why = fill(self)
      if not ok then return why end
      local stop = self.buffer:find("\n", self.at, true)
      local part = self.buffer:sub(self.at, (stop or #self.buffer + 1) - 1)
      parts[#parts + 1] = part:find("\r", 1, true) and part:gsub("\r", "") or part
      skip(self, (stop or #self.buffer) + 1)
      if stop then return end
    end
  end

  local function all(self, parts)
    local any
    while true do
      local ok, why = fill(self)
      if not ok then return not (why == "closed" and any) and why or nil end
      parts[#parts + 1], any = take(self), true
    end
  end

  local function bytes(self, parts, wanted)
    while true do
      local ok, why = fill(self)
      if not ok then return why end
      local part = take(self, wanted)
      parts[#parts + 1] = part
      wanted = wanted - #part
      if wanted <= 0 then return end
    end
  end

  return function(self, pattern, prefix)
    local parts, why = { prefix and base.check_string(3, prefix) or "" }, nil
    base.start(self)
    if tonumber(pattern) then
      local n = math.floor(tonumber(pattern))
      if n < 0 then base.argerror(2, "invalid receive pattern") end
      local have = #parts[1]
      if have == 0 or n > have then why = bytes(self, parts, n - have) end
    else
      pattern = pattern == nil and "*l" or base.check_string(2, pattern)
      if pattern:sub(1, 2) == "*l" then
        why = line(self, parts)
      elseif pattern:sub(1, 2) == "*a" then
        why = all(self, parts)
      else
        base.argerror(2, "invalid receive pattern")
      end
    end
    local data = table.concat(parts)
    if why then return nil, why, data end
    return data, nil, nil
  end
end

-- Datagrams

-- self:receive([bytes]) -> string
function base.receive_datagram(self, size)
  base.start(self)
  local data, why = retry(self, IN, S.recv, nil, size and base.check_number(2, size) or 8192)
  if data then return data end
  if why == "closed" then return "" end -- as of one without anything in it
  return nil, why
end

local function send_datagram(fd, data, sa) return S.sendto(fd, data, nil, "nosignal", sa) end

-- Sends one, to an address if there is one.
function base.send_datagram(self, data, sa)
  base.start(self)
  local n, why = retry(self, OUT, send_datagram, data, sa)
  if n then return n end
  return nil, why == "closed" and "refused" or why
end

-- Methods that all have

base.methods = {
  close = function(self)
    base.drop(self)
    return 1
  end,
  dirty = function(self) return self.at <= #self.buffer end,
  getfd = function(self) return self.fd and self.fd:getfd() or -1 end,
  setfd = function(self, fd)
    fd = base.check_number(2, fd)
    if self.fd then self.fd:nogc() end
    self.fd = fd >= 0 and t.fd(fd) or nil
  end,
  getstats = function(self) return self.got, self.put, gettime() - self.birthday end,
  setstats = function(self, got_bytes, put, age)
    self.got, self.put = tonumber(got_bytes) or self.got, tonumber(put) or self.put
    if tonumber(age) then self.birthday = gettime() - age end
    return 1
  end,
  gettimeout = function(self) return self.block, self.total end,
  settimeout = function(self, seconds, mode)
    seconds = seconds == nil and -1 or base.check_number(2, seconds)
    mode = (mode == nil and "b" or base.check_string(3, mode)):sub(1, 1)
    if mode == "b" then
      self.block = seconds
    elseif mode == "r" or mode == "t" then
      self.total = seconds
    else
      base.argerror(3, "invalid timeout mode")
    end
    return 1
  end,
}

-- The methods above and these.
function base.with_methods(own)
  for name, m in pairs(base.methods) do
    if own[name] == nil then own[name] = m end
  end
  return own
end

-- Options: name to { level, name, kind }. A kind has set(value) and get(value), and the struct that it takes.

local function check_table(v)
  if type(v) ~= "table" then base.argerror(3, "table expected, got " .. got(v)) end
end

local function check_address(family, text, what)
  if text == "*" and family == "inet" then text = "0.0.0.0" end
  return S.inet_pton(family, text) or base.argerror(3, "invalid '" .. what .. "' ip address")
end

local function membership(family)
  return { set = function(v)
    check_table(v)
    local group = v.multiaddr
    if type(group) ~= "string" then base.argerror(3, "string 'multiaddr' field expected") end
    if family == "inet6" then
      return t.ipv6_mreq { multiaddr = check_address(family, group, "multiaddr"),
        interface = tonumber(v.interface) or 0 }
    end
    if type(v.interface) ~= "string" then base.argerror(3, "string 'interface' field expected") end
    return t.ip_mreq { multiaddr = check_address(family, group, "multiaddr"),
      interface = check_address(family, v.interface, "interface") }
  end }
end

local kinds = {
  boolean = {
    set = function(v)
      if type(v) ~= "boolean" then base.argerror(3, "boolean expected, got " .. got(v)) end
      return v and 1 or 0
    end,
    get = function(v) return v ~= 0 end,
  },
  number = { set = function(v) return math.floor(tonumber(v) or 0) end, get = function(v) return v end },
  linger = {
    struct = "linger",
    set = function(v)
      check_table(v)
      if type(v.on) ~= "boolean" then base.argerror(3, "boolean 'on' field expected") end
      if not tonumber(v.timeout) then base.argerror(3, "number 'timeout' field expected") end
      return t.linger { onoff = v.on and 1 or 0, linger = tonumber(v.timeout) }
    end,
    get = function(v) return { on = v.onoff ~= 0, timeout = v.linger } end,
  },
  error = { get = function(v) return v ~= 0 and strerror(t.error(v), v) or nil end },
  device = {
    set = function(v) return t.buffer(#v + 1, base.check_string(3, v) .. "\0") end,
    get = function(v) return (v:string(16):match("^%Z*")) end,
    struct = function() return t.buffer(16) end,
  },
  address = {
    struct = "in_addr",
    set = function(v)
      local a = v == "*" and "0.0.0.0" or base.check_string(3, v)
      return S.inet_pton("inet", a) or base.argerror(3, "ip expected")
    end,
    get = tostring,
  },
  membership = membership "inet",
  membership6 = membership "inet6",
}

-- setoption and getoption for the options of these names.
function base.options(settable, gettable)
  local all = {
    ["bindtodevice"] = { "socket", "bindtodevice", kinds.device },
    ["keepalive"] = { "socket", "keepalive", kinds.boolean },
    ["reuseaddr"] = { "socket", "reuseaddr", kinds.boolean },
    ["reuseport"] = { "socket", "reuseport", kinds.boolean },
    ["dontroute"] = { "socket", "dontroute", kinds.boolean },
    ["broadcast"] = { "socket", "broadcast", kinds.boolean },
    ["linger"] = { "socket", "linger", kinds.linger },
    ["error"] = { "socket", "error", kinds.error },
    ["recv-buffer-size"] = { "socket", "rcvbuf", kinds.number },
    ["send-buffer-size"] = { "socket", "sndbuf", kinds.number },
    ["tcp-nodelay"] = { "tcp", "nodelay", kinds.boolean },
    ["tcp-keepidle"] = { "tcp", "keepidle", kinds.number },
    ["tcp-keepcnt"] = { "tcp", "keepcnt", kinds.number },
    ["tcp-keepintvl"] = { "tcp", "keepintvl", kinds.number },
    ["tcp-defer-accept"] = { "tcp", "defer_accept", kinds.number },
    ["tcp-fastopen"] = { "tcp", "fastopen", kinds.number },
    ["tcp-fastopen-connect"] = { "tcp", "fastopen_connect", kinds.number },
    ["ip-multicast-if"] = { "ip", "multicast_if", kinds.address },
    ["ip-multicast-ttl"] = { "ip", "multicast_ttl", kinds.number },
    ["ip-multicast-loop"] = { "ip", "multicast_loop", kinds.boolean },
    ["ip-add-membership"] = { "ip", "add_membership", kinds.membership },
    ["ip-drop-membership"] = { "ip", "drop_membership", kinds.membership },
    ["ipv6-unicast-hops"] = { "ipv6", "unicast_hops", kinds.number },
    ["ipv6-multicast-hops"] = { "ipv6", "multicast_hops", kinds.number },
    ["ipv6-multicast-loop"] = { "ipv6", "multicast_loop", kinds.boolean },
    ["ipv6-add-membership"] = { "ipv6", "add_membership", kinds.membership6 },
    ["ipv6-drop-membership"] = { "ipv6", "drop_membership", kinds.membership6 },
    ["ipv6-v6only"] = { "ipv6", "v6only", kinds.boolean },
  }
  local function find(list, name)
    name = base.check_string(2, name)
    if not (" " .. list:gsub("%s+", " ") .. " "):find(" " .. name .. " ", 1, true) then
      base.argerror(2, "unsupported option `" .. name:sub(1, 35) .. "'")
    end
    return table.unpack(all[name])
  end
  return function(self, name, value)
    local level, option, kind = find(settable, name)
    if S.setsockopt(self.fd or -1, level, option, kind.set(value)) then return 1 end
    return nil, "setsockopt failed"
  end, function(self, name)
    local level, option, kind = find(gettable, name)
    local struct = kind.struct
    if struct then struct = type(struct) == "string" and t[struct]() or struct() end
    local v = S.getsockopt(self.fd or -1, level, option, struct)
    if v == nil then return nil, "getsockopt failed" end
    return kind.get(v)
  end
end

return base
