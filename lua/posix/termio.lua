local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.termio"
base.groups(M, "CC IFLAG OFLAG CFLAG LFLAG TCSA TCFLOW TCFLUSH B")
M.CBAUD, M.EXTA, M.EXTB = S.CBAUD, M.B19200, M.B38400
M.CRTSCTS = S.CRTSCTS

local NCCS = 32 -- the C library's; the kernel has less
local flags = { iflag = "c_iflag", oflag = "c_oflag", cflag = "c_cflag", lflag = "c_lflag" }

base.functions(M, {
  tcgetattr = { "i", function(fd)
    local t, err, errno = S.tcgetattr(fd)
    if not t then return base.result(nil, nil, err, errno) end
    local attr = { ispeed = M["B" .. t.ispeed], ospeed = M["B" .. t.ospeed], cc = {} }
    for name, raw in pairs(flags) do attr[name] = t[raw] end
    for i = 0, NCCS - 1 do attr.cc[i] = i < #t.c_cc and t.c_cc[i] or 0 end
    return attr
  end },
  tcsetattr = { "iit", function(fd, action, attr)
    local t = S.t.termios()
    local function number(v, what)
      if v ~= nil and not tonumber(v) then base.typeerror("tcsetattr", 3, "int or nil", type(v), 3) end
      return tonumber(v) or 0, what
    end
    for name, raw in pairs(flags) do t[raw] = number(attr[name]) end
    -- an input as fast as the output is not told apart
    for _, name in ipairs { "ospeed", attr.ispeed ~= attr.ospeed and "ispeed" or nil } do
      local code = number(attr[name])
      for key, value in pairs(S.c.B) do
        if value == code then t[name] = tonumber(key) end
      end
    end
    for i = 0, #t.c_cc - 1 do t.c_cc[i] = number((attr.cc or {})[i]) end
    return base.result(nil, S.tcsetattr(fd, action, t))
  end },
})
base.calls(M, {
  tcdrain = { "i", S.tcdrain },
  tcflow = { "ii", S.tcflow },
  tcflush = { "ii", S.tcflush },
  tcsendbreak = { "ii", S.tcsendbreak },
})
return M
