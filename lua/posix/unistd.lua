local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.unistd"
base.groups(M, "SEEK SC PC")
M.STDIN_FILENO, M.STDOUT_FILENO, M.STDERR_FILENO = 0, 1, 2

-- A user's or group's number from a number, a name or nil, which is -1, as is a name that there is none of.
local function id(name, i, v, find, key)
  if v == nil then return -1 end
  if tonumber(v) then return tonumber(v) end
  if type(v) ~= "string" then base.typeerror(name, i, "string, int or nil", type(v), 3) end
  return (find(v) or {})[key] or -1
end
local function user(name, i, v) return id(name, i, v, S.getpwnam, "uid") end
local function group(name, i, v) return id(name, i, v, S.getgrnam, "gid") end

local function owner(name, call)
  return { "s?a?a", function(path, uid, gid)
    return base.result(path, call(path, user(name, 2, uid), group(name, 3, gid)))
  end }
end

-- Runs a program in place of this one. search: a name without a slash is looked for in PATH, and a file that is no
-- program
-- is a script for sh.
local function exec(search)
  return function(path, args)
    local argv = { type(args[0]) == "string" and args[0] or path }
    for i = 1, #args do
      if type(args[i]) ~= "string" and type(args[i]) ~= "number" then break end
      argv[i + 1] = tostring(args[i])
    end
    if not search or path:find("/", 1, true) then
      local _, err, errno = S.execve(path, argv)
      if search and err.NOEXEC then
        table.insert(argv, 2, path)
        _, err, errno = S.execve("/bin/sh", argv)
      end
      return base.result(path, nil, err, errno)
    end
    local why, number = S.t.error(S.c.E.NOENT), S.c.E.NOENT
    for dir in ((os.getenv("PATH") or "/bin:/usr/bin") .. ":"):gmatch("([^:]*):") do
      local file = (dir == "" and "." or dir) .. "/" .. path
      local _, err, errno = S.execve(file, argv)
      if err.NOEXEC then
        table.insert(argv, 2, file)
        _, err, errno = S.execve("/bin/sh", argv)
        table.remove(argv, 2)
      end
      if not (err.NOENT or err.NOTDIR) then why, number = err, errno end
      if not (err.NOENT or err.NOTDIR or err.ACCES) then break end
    end
    return base.result(path, nil, why, number)
  end
end

local ids = {
  U = function(v) return S.seteuid(user("setpid", 2, v)) end,
  u = function(v) return S.setuid(user("setpid", 2, v)) end,
  G = function(v) return S.setegid(group("setpid", 2, v)) end,
  g = function(v) return S.setgid(group("setpid", 2, v)) end,
  s = function() return S.setsid() end,
}

base.calls(M, {
  access = { "s?s", function(path, mode)
    mode = mode or "f"
    local bad = mode:match("[^rwxf ]")
    if bad then base.argerror("access", 2, "invalid mode option '" .. bad .. "'", 4) end
    return S.access(path, (mode:gsub(" ", "")))
  end, 1 },
  chdir = { "s", S.chdir, 1 },
  close = { "i", S.close },
  dup = { "i", S.dup },
  dup2 = { "ii", S.dup2 },
  fdatasync = { "i", S.fdatasync },
  fsync = { "i", S.fsync },
  ftruncate = { "ii", S.ftruncate },
  fork = { "", S.fork },
  isatty = { "i", function(fd)
    local yes, err, errno = S.isatty(fd)
    return yes and 1, err, errno
  end, "isatty" },
  link = { "ss?b", function(old, new, symbolic) return (symbolic and S.symlink or S.link)(old, new) end },
  linkat = { "isisi", function(from, old, to, new, flags) return S.linkat(from, old, to, new, flags) end },
  lseek = { "iii", S.lseek },
  nice = { "i", S.nice, "nice" },
  read = { "ii", function(fd, count) return S.read(fd, nil, count) end },
  rmdir = { "s", S.rmdir, 1 },
  tcgetpgrp = { "i", S.tcgetpgrp },
  tcsetpgrp = { "ii", S.tcsetpgrp },
  truncate = { "si", S.truncate, 1 },
  unlink = { "s", S.unlink, 1 },
})

local function plain(name) return { "", function() return S[name]() end } end

base.functions(M, {
  _exit = { "i", function(status) S._exit(bit32.band(status, 255)) end },
  alarm = { "i", S.alarm },
  chown = owner("chown", S.chown),
  lchown = owner("lchown", S.lchown),
  exec = { "st", exec(false) },
  execp = { "st", exec(true) },
  getcwd = { "", function() return base.result(".", S.getcwd()) end },
  getegid = plain "getegid", geteuid = plain "geteuid", getgid = plain "getgid", getpgrp = plain "getpgrp",
  getpid = plain "getpid", getppid = plain "getppid", getuid = plain "getuid",
  getgroups = { "", function()
    local list, groups = {}, assert(S.getgroups())
    for i = 1, #groups do list[i] = groups[i] end
    return list
  end },
  -- the bytes of a file, or of the address of this host with its halves exchanged, as this machine reads a number
  gethostid = { "", function()
    local bytes = S.util.readfile("/etc/hostid", nil, 4)
    if not bytes then
      local list = S.getaddrinfo(S.gethostname(), nil, { family = "inet", socktype = "stream" })
      local a, b, d, e = tostring(list and list[1].addr.addr or "0.0.0.0"):match("^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
      bytes = string.char(d, e, a, b)
    end
    return S.types.pt.int32_1(S.t.buffer(4, bytes))[0]
  end },
  getlogin = { "", function()
    local uid = tonumber((S.util.readfile("/proc/self/loginuid") or ""))
    local login = uid and uid < 2 ^ 32 - 1 and S.getpwuid(uid)
    return login and login.name or nil
  end },
  pathconf = { "si", function(path, name) return S.pathconf(path, name) or -1 end },
  pipe = { "", function()
    local ok, err, r, w = S.pipe()
    if not ok then return base.result("pipe", nil, err, r) end
    return base.result(nil, r), base.result(nil, w)
  end },
  readlink = { "s", function(path)
    local target, err, errno = S.readlink(path)
    if target then return target end
    if err.INVAL then return nil, path .. ": not a symbolic link", errno end
    return base.result(path, nil, err, errno)
  end },
  setpid = { "s?a?a", function(what, a, b)
    what = what:sub(1, 1)
    if what == "p" then
      return base.result(nil, S.setpgid(tonumber(a) or base.typeerror("setpid", 2, "int", type(a), 2),
        tonumber(b) or base.typeerror("setpid", 3, "int", type(b), 2)))
    end
    if b ~= nil then base.toomany("setpid", 2, 3, 2) end
    if not ids[what] then base.argerror("setpid", 1, "invalid id option '" .. what .. "'", 2) end
    return base.result(nil, ids[what](a))
  end },
  sleep = { "i", S.sleep },
  sync = { "", S.sync },
  sysconf = { "i", function(name) return S.sysconf(name) or -1 end },
  ttyname = { "?i", function(fd) return (S.ttyname(fd or 0)) end },
  -- write(fd, string, [bytes], [offset])
  write = { "is?i?i", function(fd, s, n, offset)
    if n or offset then
      offset = offset or 0
      n = n or #s - offset
      if n < 0 or offset < 0 or offset + n > #s then return base.result("write", nil, S.t.error(22), 22) end
      s = s:sub(offset + 1, offset + n)
    end
    return base.result(nil, S.write(fd, s))
  end },
})
M.getopt = require "posix.getopt".getopt
return M
