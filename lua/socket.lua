-- require "socket"
local socket = require "socket.core"

function socket.connect4(host, port, lhost, lport) return socket.connect(host, port, lhost, lport, "inet") end

function socket.connect6(host, port, lhost, lport) return socket.connect(host, port, lhost, lport, "inet6") end

-- bind(host, port, [backlog]) -> server
function socket.bind(host, port, backlog)
  if host == "*" then host = "0.0.0.0" end
  local list, why = socket.dns.getaddrinfo(host)
  if not list then return nil, why end
  why = "no info on address"
  for _, entry in ipairs(list) do
    local server, ok
    server, why = (entry.family == "inet" and socket.tcp4 or socket.tcp6)()
    if not server then return nil, why end
    server:setoption("reuseaddr", true)
    ok, why = server:bind(entry.addr, port)
    if ok then ok, why = server:listen(backlog) end
    if ok then return server end
    server:close()
  end
  return nil, why
end

socket.try = socket.newtry()

-- choose(functions) -> function([name = "default"], ...) that calls the one of this name
function socket.choose(functions)
  return function(name, a, b)
    if type(name) ~= "string" then name, a, b = "default", name, a end
    local f = functions[name]
    if not f then error("unknown key (" .. name .. ")", 3) end
    return f(a, b)
  end
end

-- Sinks and sources of ltn12 over a socket, which select takes for it.

socket.BLOCKSIZE = 2048
socket.sinkt, socket.sourcet = {}, {}

local function over(sock, call)
  return setmetatable({
    getfd = function() return sock:getfd() end,
    dirty = function() return sock:dirty() end,
  }, { __call = call })
end

local function sink(done)
  return function(sock)
    return over(sock, function(_, chunk)
      if chunk then return sock:send(chunk) end
      done(sock)
      return 1
    end)
  end
end
socket.sinkt["close-when-done"] = sink(function(sock) sock:close() end)
socket.sinkt["keep-open"] = sink(function() end)
socket.sinkt.default = socket.sinkt["keep-open"]
socket.sink = socket.choose(socket.sinkt)

socket.sourcet["by-length"] = function(sock, length)
  return over(sock, function()
    if length <= 0 then return nil end
    local chunk, why = sock:receive(math.min(socket.BLOCKSIZE, length))
    if why then return nil, why end
    length = length - #chunk
    return chunk
  end)
end

socket.sourcet["until-closed"] = function(sock)
  local done
  return over(sock, function()
    if done then return nil end
    local chunk, why, rest = sock:receive(socket.BLOCKSIZE)
    if not why then return chunk end
    if why ~= "closed" then return nil, why end
    sock:close()
    done = true
    return rest
  end)
end
socket.sourcet.default = socket.sourcet["until-closed"]
socket.source = socket.choose(socket.sourcet)

return socket
