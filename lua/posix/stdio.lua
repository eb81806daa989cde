local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.stdio"
M._IOFBF, M._IOLBF, M._IONBF, M.EOF = 0, 1, 2, -1
M.BUFSIZ, M.FILENAME_MAX, M.FOPEN_MAX = 8192, 4096, 16

base.functions(M, {
  ctermid = { "", function() return "/dev/tty" end },
  fileno = { "f", function(file)
    if io.type(file) ~= "file" then error("attempt to use a closed file", 3) end
    return S.fileno(file)
  end },
  fdopen = { "is", function(fd, mode)
    local file, err, errno = S.fdopen(fd, mode)
    if file then return file end
    return nil, "fdopen: " .. tostring(err), errno
  end },
})
base.calls(M, { rename = { "ss", S.rename } })
return M
