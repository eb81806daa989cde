-- require "mime.core": what luasocket has in C for its mime module: filters that work on a chunk and what was left
-- of the
-- one before.
local core = { _VERSION = "MIME 1.0.3 (lsys)" }

local band, rshift = bit32.band, bit32.rshift
local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local values = {}
for i = 1, 64 do values[letters:byte(i)] = i - 1 end

local function letter(n)
  n = band(n, 63)
  return letters:sub(n + 1, n + 1)
end

local function encode3(a, b, c)
  a, b, c = a:byte(), b:byte(), c:byte()
  local n = a * 65536 + b * 256 + c
  return letter(rshift(n, 18)) .. letter(rshift(n, 12)) .. letter(rshift(n, 6)) .. letter(n)
end

-- A filter of pieces: whole(text) turns as much as it can, and gives back the rest; last(rest) the end.
local function filter(whole, last)
  return function(left, chunk, ...)
    if left == nil then return nil, nil end
    local done, rest = whole(left, ...)
    if chunk == nil then
      done = done .. last(rest, ...)
      if done == "" then return nil, nil end
      return done, nil
    end
    local more
    more, rest = whole(rest .. chunk, ...)
    return done .. more, rest
  end
end

-- b64(chunk, [next]) -> encoded, what is left; without next to the end
core.b64 = filter(function(s)
  local n = #s - #s % 3
  return (s:sub(1, n):gsub("(.)(.)(.)", encode3)), s:sub(n + 1)
end, function(s)
  if #s == 0 then return "" end
  local text = encode3(s:sub(1, 1), #s > 1 and s:sub(2, 2) or "\0", "\0")
  return text:sub(1, #s + 1) .. ("="):rep(3 - #s)
end)

-- unb64(chunk, [next]) -> decoded, what is left
core.unb64 = filter(function(s)
  s = s:gsub("[^%w+/=]", "")
  local n = #s - #s % 4
  return (s:sub(1, n):gsub("(.)(.)(.)(.)", function(...)
    local number, pads = 0, 0
    for i = 1, 4 do
      local ch = select(i, ...)
      if ch == "=" then pads = pads + 1 end
      number = number * 64 + (values[ch:byte()] or 0)
    end
    local bytes = string.char(rshift(number, 16), band(rshift(number, 8), 255), band(number, 255))
    return bytes:sub(1, 3 - pads)
  end)), s:sub(n + 1)
end, function() return "" end)

local function quote(ch) return ("=%02X"):format(ch:byte()) end

-- qp(chunk, [next], [marker = "\r\n"]) -> quoted-printable, what is left; a line's end becomes the marker
core.qp = filter(function(s, marker)
  marker = marker or "\r\n"
  local out, at = {}, 1
  while at <= #s do
    local text, past = s:match("^([!-<>-~]+)()", at)
    local ch = s:sub(at, at)
    if text then
      out[#out + 1], at = text, past
    elseif s:find("^\r\n", at) then
      out[#out + 1], at = marker, at + 2
    elseif ch == "\r" and at == #s then
      break
    elseif ch == " " or ch == "\t" then
      local tail = s:sub(at + 1, at + 2)
      if #tail < 2 then break end
      out[#out + 1], at = tail == "\r\n" and quote(ch) or ch, at + 1
    else
      out[#out + 1], at = quote(ch), at + 1
    end
  end
  return table.concat(out), s:sub(at)
end, function(s)
  if s == "" then return "" end
  return (s:gsub("[^!-<>-~]", quote)) .. "=\r\n"
end)

-- unqp(chunk, [next]) -> decoded, what is left
core.unqp = filter(function(s)
  local out, at = {}, 1
  while at <= #s do
    local text, past = s:match("^([\t -<>-~]+)()", at)
    local ch, two = s:sub(at, at), s:sub(at + 1, at + 2)
    if text then
      out[#out + 1], at = text, past
    elseif ch == "=" then
      if #two < 2 then break end
      if two:find("^%x%x$") then
        out[#out + 1] = string.char(tonumber(two, 16))
      elseif two ~= "\r\n" then
        out[#out + 1] = ch .. two
      end
      at = at + 3
    elseif ch == "\r" then
      if two == "" then break end
      if two:sub(1, 1) == "\n" then out[#out + 1] = "\r\n" end
      at = at + 2
    else
      at = at + 1 -- nothing that a text so encoded has
    end
  end
  return table.concat(out), s:sub(at)
end, function() return "" end)

-- A filter that breaks lines by eol before a character for which less than needed(it) is left.
local function wrapper(eol, needed)
  return function(left, chunk, length)
    length = length or 76
    if not chunk then
      if left < length then return eol, length end
      return nil, length
    end
    local out = {}
    for ch in chunk:gmatch(".") do
      if ch == "\n" then
        out[#out + 1], left = "\r\n", length
      elseif ch ~= "\r" then
        if left < needed(ch) then
          out[#out + 1], left = eol, length
        end
        out[#out + 1], left = ch, left - 1
      end
    end
    return table.concat(out), left
  end
end

-- wrp(left, chunk, [length = 76]) -> text in lines of at most so many characters, what is left of the line
core.wrp = wrapper("\r\n", function() return 1 end)

-- qpwrp(left, chunk, [length = 76]): the same of quoted-printable, whose lines can be broken by =
core.qpwrp = wrapper("=\r\n", function(ch) return ch == "=" and 4 or 2 end)

-- eol(last, chunk, [marker = "\r\n"]) -> text whose lines all end with the marker, what the next chunk has to know
function core.eol(last, chunk, marker)
  marker = marker or "\r\n"
  if not chunk then return nil, 0 end
  local out = {}
  for ch in chunk:gmatch(".") do
    local n = ch:byte()
    if n == 13 or n == 10 then
      if last == 13 or last == 10 then
        if n == last then out[#out + 1] = marker end
        last = 0
      else
        out[#out + 1], last = marker, n
      end
    else
      out[#out + 1], last = ch, 0
    end
  end
  return table.concat(out), last
end

-- dot(state, chunk) -> text with a dot put before those that begin lines, what the next chunk has to know
function core.dot(state, chunk)
  if not chunk then return nil, 2 end
  local out = {}
  for ch in chunk:gmatch(".") do
    out[#out + 1] = ch
    if ch == "\r" then
      state = 1
    elseif ch == "\n" then
      state = state == 1 and 2 or 0
    elseif ch == "." and state == 2 then
      out[#out], state = "..", 0
    else
      state = 0
    end
  end
  return table.concat(out), state
end

return core
