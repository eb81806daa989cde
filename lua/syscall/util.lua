-- S.util: what is made of several calls. Functions of other areas (sockets, events) are found here too.
local S = require "syscall"
local t, c = S.t, S.c

local util = {}

local function fail_in_loop(err)
  error(err, 0)
end

-- Paths

-- util.basename(path) -> its last part
function util.basename(path)
  if path == "" then return "." end
  path = path:gsub("/+$", "")
  if path == "" then return "/" end
  return (path:match("([^/]*)$"))
end

-- util.dirname(path) -> what is before that
function util.dirname(path)
  if path == "" then return "." end
  path = path:gsub("/+$", "")
  if path == "" then return "/" end
  local dir = path:match("^(.*)/[^/]*$")
  if not dir then return "." end
  dir = dir:gsub("/+$", "")
  return dir == "" and "/" or dir
end

local function join(dir, name)
  return dir:sub(-1) == "/" and dir .. name or dir .. "/" .. name
end

-- Directories

-- for name, entry in util.ls([name = "."], [buf], [size]): the entries of a directory. Raises what goes wrong.
function util.ls(name, buf, size)
  if type(buf) == "number" and size == nil then buf, size = nil, buf end
  if not buf then buf = t.buffer(size or 4096) end
  local fd, err = S.open(name or ".", "directory, rdonly, cloexec")
  if not fd then fail_in_loop(err) end
  local next_entry
  return function()
    while true do
      local entry
      if next_entry then entry, err = next_entry() end
      if entry then return entry.name, entry end
      if err then
        fd:close()
        fail_in_loop(err)
      end
      next_entry, err = fd:getdents(buf, size)
      if not next_entry then
        fd:close()
        if err then fail_in_loop(err) end
        return nil
      end
    end
  end
end

local names = {
  __tostring = function(list)
    local sorted = {}
    for n, name in ipairs(list) do sorted[n] = name end
    table.sort(sorted)
    sorted[#sorted + 1] = "" -- each line is ended
    return table.concat(sorted, "\n")
  end,
}

-- util.dirtable(name, [nodots]) -> list of names; its text has one a line, sorted. nil, error
function util.dirtable(name, nodots)
  local list = setmetatable({}, names)
  local ok, err = pcall(function()
    for entry in util.ls(name) do
      if not (nodots and (entry == "." or entry == "..")) then list[#list + 1] = entry end
    end
  end)
  if not ok then return nil, err, type(err) == "userdata" and err.errno or nil end
  return list
end

-- Removes what is below an open directory; links are removed, never followed.
local function clear(dirfd)
  local entries = {}
  local buf = t.buffer(4096)
  while true do
    local iter, err = dirfd:getdents(buf, 4096)
    if not iter then
      if err then return nil, err end
      break
    end
    for entry in iter do
      if entry.name ~= "." and entry.name ~= ".." then entries[#entries + 1] = entry.name end
    end
  end
  for _, name in ipairs(entries) do
    local ok, err = dirfd:unlinkat(name)
    if not ok and (err.ISDIR or err.PERM) then
      local sub
      sub, err = dirfd:openat(name, "directory, rdonly, nofollow, cloexec")
      if not sub then return nil, err end
      ok, err = clear(sub)
      sub:close()
      if ok then ok, err = dirfd:unlinkat(name, "removedir") end
    end
    if not ok then return nil, err end
  end
  return true
end

-- util.rm(path, ...) -> true: removes files and directories with all that is in them
function util.rm(...)
  for _, path in ipairs { ... } do
    local ok, err, errno = S.unlink(path)
    if not ok and (err.ISDIR or err.PERM) then
      local dirfd
      dirfd, err, errno = S.open(path, "directory, rdonly, nofollow, cloexec")
      if not dirfd then return nil, err, errno end
      ok, err = clear(dirfd)
      dirfd:close()
      if not ok then return nil, err, err.errno end
      ok, err, errno = S.rmdir(path)
    end
    if not ok then return nil, err, errno end
  end
  return true
end

-- Whole files

-- All that is left of an open file, as a string.
local function read_all(fd)
  local parts = {}
  while true do
    local s, err, errno = fd:read(nil, 65536)
    if not s then
      if not err.INTR then return nil, err, errno end
    elseif s == "" then
      return table.concat(parts)
    else
      parts[#parts + 1] = s
    end
  end
end

local function write_all(fd, s)
  local at = 1
  while at <= #s do
    local n, err, errno = fd:write(at == 1 and s or s:sub(at))
    if not n then
      if not err.INTR then return nil, err, errno end
    else
      at = at + n
    end
  end
  return true
end

-- Calls f with a file that is open, and closes it, come what may.
local function with(fd, err, errno, f)
  if not fd then return nil, err, errno end
  local r = table.pack(pcall(f, fd))
  local closed, cerr, cerrno = fd:close()
  if not r[1] then error(r[2], 0) end
  if r[2] and not closed then return nil, cerr, cerrno end
  return table.unpack(r, 2, r.n)
end

local function open_with(f, ...)
  local fd, err, errno = S.open(...)
  return with(fd, err, errno, f)
end

-- util.readfile(name, [buffer], [length]) -> string; with a buffer the number of bytes read into it
-- Without length: all.
function util.readfile(name, buffer, length)
  return open_with(function(fd)
    if buffer then return fd:read(buffer, length) end
    if length then return fd:read(nil, length) end
    return read_all(fd)
  end, name, "rdonly, cloexec")
end

-- util.writefile(name, string, [mode], [flags]) -> true; with a mode the file is made when it is not there
function util.writefile(name, s, mode, flags)
  flags = flags and c.O(flags) or c.O("wronly", mode and "creat" or nil)
  return open_with(function(fd) return write_all(fd, s) end, name, c.O(flags, "cloexec"), mode)
end

-- util.mapfile(name) -> its bytes as a string, by mmap
function util.mapfile(name)
  return open_with(function(fd)
    local st, err, errno = fd:stat()
    if not st then return nil, err, errno end
    if st.size == 0 then return "" end
    local m
    m, err, errno = fd:mmap(nil, st.size, "read", "shared", 0)
    if not m then return nil, err, errno end
    local s = m:string(st.size)
    S.munmap(m)
    return s
  end, name, "rdonly, cloexec")
end

-- util.cp(source, dest, [mode]) -> true: a whole file of any length; without mode the source's permissions
function util.cp(source, dest, mode)
  return open_with(function(from)
    local st, err, errno = from:stat()
    if not st then return nil, err, errno end
    return open_with(function(to)
      while true do
        local s
        s, err, errno = from:read(nil, 65536)
        if s == "" then return true end
        if s then
          local ok
          ok, err, errno = write_all(to, s)
          if not ok then return nil, err, errno end
        elseif not err.INTR then
          return nil, err, errno
        end
      end
    end, dest, "creat, wronly, trunc, cloexec", mode or st.perm)
  end, source, "rdonly, cloexec")
end

-- util.touch(file) -> true: made if it is not there, its times are now
function util.touch(file)
  return open_with(function(fd) return fd:futimens() end, file, "wronly, creat, noctty, nonblock, cloexec", "0666")
end

-- util.createfile(file) -> true: made if it is not there
function util.createfile(file)
  return open_with(function() return true end, file, "wronly, creat, noctty, nonblock, cloexec", "0666")
end

-- Processes

local function plain(s)
  return (s:gsub("[%z\1-\31\127-\255]", function(ch)
    return ch == "\0" and " " or ("\\x%02x"):format(ch:byte())
  end))
end

local proc = {
  __index = function(p, name)
    local path = join(p.dir, name)
    local st = S.lstat(path)
    if not st then return nil end
    if st.islnk then return (S.readlink(path)) end
    if st.isdir then return nil end
    return (util.readfile(path, nil, 4096))
  end,
  __tostring = function(p)
    local name = p.cmdline
    if not name or name == "" then name = "[" .. (p.comm or "?"):gsub("\n$", "") .. "]" end
    return p.pid .. "  " .. plain((name:gsub("%z+$", "")))
  end,
}

-- util.proc([pid = own]) -> object: any name below /proc/PID is the content of that file, or what the link points to
function util.proc(pid)
  pid = pid or S.getpid()
  return setmetatable({ pid = pid, dir = "/proc/" .. pid }, proc)
end

local processes = {
  __tostring = function(list)
    local lines = {}
    for n, p in ipairs(list) do lines[n] = tostring(p) end
    return table.concat(lines, "\n")
  end,
}

-- util.ps() -> list of such objects in the order of their numbers; its text has one a line
function util.ps()
  local entries, err, errno = util.dirtable("/proc", true)
  if not entries then return nil, err, errno end
  local list = setmetatable({}, processes)
  for _, name in ipairs(entries) do
    if name:match("^%d+$") then list[#list + 1] = util.proc(tonumber(name)) end
  end
  table.sort(list, function(a, b) return a.pid < b.pid end)
  return list
end

-- Mounts

local function unescape(s)
  return (s:gsub("\\(%d%d%d)", function(octal) return string.char(tonumber(octal, 8)) end))
end

local mount = {
  __tostring = function(m)
    return plain(m.source) .. " on " .. plain(m.target) .. " type " .. plain(m.type) .. " (" .. plain(m.flags) .. ")"
  end,
}
local mounts = {
  __tostring = function(list)
    local lines = {}
    for n, m in ipairs(list) do lines[n] = tostring(m) end
    return table.concat(lines, "\n")
  end,
}

-- util.mounts([file = "/proc/mounts"]) -> list of { source, target, type, flags, freq, passno }
function util.mounts(file)
  local text, err, errno = util.readfile(file or "/proc/mounts")
  if not text then return nil, err, errno end
  local list = setmetatable({}, mounts)
  for line in text:gmatch("[^\n]+") do
    local source, target, kind, flags, freq, passno = line:match("^(%S+) (%S+) (%S+) (%S+) (%d+) (%d+)$")
    if source then
      list[#list + 1] = setmetatable({ source = unescape(source), target = unescape(target), type = unescape(kind),
        flags = unescape(flags), freq = tonumber(freq), passno = tonumber(passno) }, mount)
    end
  end
  return list
end

-- util.mount{ source =, target = (or dir =), type =, flags =, data = } -> true
function util.mount(m)
  for key in pairs(m) do
    if not ({ source = 1, target = 1, dir = 1, type = 1, flags = 1, data = 1, freq = 1, passno = 1 })[key] then
      error("bad argument #1 to 'mount' (no member '" .. tostring(key) .. "')", 2)
    end
  end
  return S.mount(m.source or "none", m.target or m.dir, m.type, m.flags, m.data)
end

-- Bridges, by the requests that each kernel with bridges has

local function bridge_request(request, arg)
  local s, err, errno = S.socket("inet", "dgram, cloexec")
  return with(s, err, errno, function(fd) return fd:ioctl(request, arg) end)
end

-- util.bridge_add(name) -> true
function util.bridge_add(name) return bridge_request("SIOCBRADDBR", name) end

-- util.bridge_del(name) -> true
function util.bridge_del(name) return bridge_request("SIOCBRDELBR", name) end

local function bridge_port(request, bridge, dev)
  local index, err, errno = util.if_nametoindex(dev)
  if not index then return nil, err, errno end
  return bridge_request(request, { name = bridge, ivalue = index })
end

-- util.bridge_add_interface(bridge, dev) -> true
function util.bridge_add_interface(bridge, dev) return bridge_port("SIOCBRADDIF", bridge, dev) end

-- util.bridge_del_interface(bridge, dev) -> true
function util.bridge_del_interface(bridge, dev) return bridge_port("SIOCBRDELIF", bridge, dev) end

-- The files of a directory of sysfs, by name; numbers as numbers.
local function attributes(dir)
  local entries = util.dirtable(dir, true)
  if not entries then return nil end
  local list = {}
  for _, name in ipairs(entries) do
    local st = S.lstat(join(dir, name))
    if st and st.isreg then
      local text = util.readfile(join(dir, name))
      if text then
        text = text:gsub("\n$", "")
        list[name] = tonumber(text) or text
      end
    end
  end
  return list
end

-- util.bridge_list() -> name -> { bridge = attributes, brif = port -> attributes, brforward = forwarding table }
function util.bridge_list()
  local entries, err, errno = util.dirtable("/sys/class/net", true)
  if not entries then return nil, err, errno end
  local list = {}
  for _, name in ipairs(entries) do
    local dir = "/sys/class/net/" .. name
    local bridge = attributes(join(dir, c.SYSFS_BRIDGE_ATTR or "bridge"))
    if bridge then
      local brif, brforward = {}, {}
      for _, port in ipairs(util.dirtable(dir .. "/brif", true) or {}) do
        brif[port] = attributes(dir .. "/brif/" .. port) or {}
      end
      local bytes = util.readfile(dir .. "/brforward") or ""
      local size = S.types.s.fdb_entry
      for at = 1, #bytes - size + 1, size do
        local e = S.types.pt.fdb_entry(t.buffer(size, bytes:sub(at, at + size - 1)))
        brforward[#brforward + 1] = { mac_addr = tostring(S.types.pt.macaddr(e.mac_addr)),
          port_no = e.port_no + 256 * e.port_hi, is_local = e.is_local ~= 0, ageing_timer_value = e.ageing_timer_value / 100 }
      end
      list[name] = { bridge = bridge, brif = brif, brforward = brforward }
    end
  end
  return list
end

-- What seccomp filters and audit call this architecture.
local arches = {
  x86_64 = "X86_64", i386 = "I386", i686 = "I386", aarch64 = "AARCH64", armv7l = "ARM", armv6l = "ARM",
  ppc64le = "PPC64LE", ppc64 = "PPC64", s390x = "S390X", riscv64 = "RISCV64", mips64 = "MIPS64", mips = "MIPS",
  sparc64 = "SPARC64", ia64 = "IA64",
  loongarch64 = "LOONGARCH64", m68k = "M68K",
}

-- What a program of 32 bits is on a kernel of 64, which tells its own name.
local of_32_bits = {
  x86_64 = "I386", aarch64 = "ARM", s390x = "S390", ppc64 = "PPC", mips64 = "MIPS", parisc64 = "PARISC",
  sparc64 = "SPARC",
}

-- util.auditarch() -> number
function util.auditarch()
  local machine = S.uname().machine
  local own = S.types.s.long == 4 and of_32_bits[machine] or arches[machine] or machine:upper()
  return c.AUDIT_ARCH[own]
end

-- Capabilities of files: the attribute security.capability, little-endian words

local function by_kind(file, path_call, fd_call)
  return type(file) == "string" and S[path_call] or S[fd_call]
end

local function words(s)
  local list = {}
  for at = 1, #s - 3, 4 do
    local a, b, d, e = s:byte(at, at + 3)
    list[#list + 1] = a + b * 256 + d * 65536 + e * 16777216
  end
  return list
end

local function bytes(n)
  return string.char(n % 256, math.floor(n / 256) % 256, math.floor(n / 65536) % 256, math.floor(n / 16777216) % 256)
end

local VERSION = { [0x01000000] = 1, [0x02000000] = 2, [0x03000000] = 3 }

-- util.capget(path or fd) -> t.capabilities
function util.capget(file)
  local s, err, errno = by_kind(file, "getxattr", "fgetxattr")(file, "security.capability")
  if not s then return nil, err, errno end
  local w = words(s)
  local version = VERSION[bit32.band(w[1] or 0, 0xff000000)]
  if not version or #w < (version == 1 and 3 or 5) then return nil, t.error(c.E.INVAL), c.E.INVAL end
  local effective = bit32.band(w[1], 1) == 1
  local cap = t.capabilities()
  cap.version = c.LINUX_CAPABILITY_VERSION and c.LINUX_CAPABILITY_VERSION[3] or cap.version
  local function set(which, low, high)
    for name, bit in pairs(c.CAP) do
      local word = bit < 32 and low or high
      if bit32.btest(word, bit32.lshift(1, bit % 32)) then which[name] = true end
    end
  end
  set(cap.permitted, w[2], w[4] or 0)
  set(cap.inheritable, w[3], w[5] or 0)
  if effective then
    set(cap.effective, bit32.bor(w[2], w[3]), bit32.bor(w[4] or 0, w[5] or 0))
  end
  return cap
end

-- util.capset(path or fd, capabilities, [flags]) -> true
function util.capset(file, cap, flags)
  if type(cap) == "table" then cap = t.capabilities(cap) end
  local function both(which)
    local low, high = 0, 0
    for name, bit in pairs(c.CAP) do
      if which[name] then
        if bit < 32 then
          low = bit32.bor(low, bit32.lshift(1, bit))
        else
          high = bit32.bor(high, bit32.lshift(1, bit - 32))
        end
      end
    end
    return low, high
  end
  local pl, ph = both(cap.permitted)
  local il, ih = both(cap.inheritable)
  local el, eh = both(cap.effective)
  local magic = 0x02000000 + ((el ~= 0 or eh ~= 0) and 1 or 0)
  local value = bytes(magic) .. bytes(pl) .. bytes(il) .. bytes(ph) .. bytes(ih)
  return by_kind(file, "setxattr", "fsetxattr")(file, "security.capability", value, flags)
end

-- Functions that other areas have.
local elsewhere = { "socket", "event" }
return setmetatable(util, {
  __index = function(u, name)
    for _, area in ipairs(elsewhere) do
      local ok, module = pcall(require, "syscall." .. area)
      local f = ok and module.util and module.util[name]
      if f then
        u[name] = f
        return f
      end
    end
  end,
})
