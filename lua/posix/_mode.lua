-- Permissions as text: "rwxr-xr-x", "0755", "u+rw,go-w".
local band, bor, bnot = bit32.band, bit32.bor, bit32.bnot

local mode = {}

local letters = "rwxrwxrwx"
local sets = { [3] = 2048, [6] = 1024 } -- where set-user-id and set-group-id are shown
local who_bits = { u = 2048 + 448, g = 1024 + 56, o = 7, a = 3072 + 511 }
local what_bits = { r = 292, w = 146, x = 73, s = 3072 }

local function bit_of(i) return 2 ^ (9 - i) end

function mode.text(bits)
  local t = {}
  for i = 1, 9 do
    local on = band(bits, bit_of(i)) ~= 0
    t[i] = on and letters:sub(i, i) or "-"
    if sets[i] and band(bits, sets[i]) ~= 0 then t[i] = on and "s" or "S" end
  end
  return table.concat(t)
end

-- The bits that a text makes of these; nil when it is none.
function mode.bits(bits, text)
  if #text == 9 and text:find("^[-rswx]+$") then
    bits = 0
    for i = 1, 9 do
      local ch = text:sub(i, i)
      if ch == letters:sub(i, i) then
        bits = bor(bits, bit_of(i))
      elseif ch == "s" then
        if not sets[i] then return nil end
        bits = bor(bits, sets[i], bit_of(i))
      end
    end
    return bits
  end
  if text:find("^[0-7]+$") then return tonumber(text, 8) end
  if not text:find("^[ugoa]+%s*[-+=]%s*[rswx]+,*") then return nil end
  for who, op, what in text:gmatch("%s*(%a+)%s*(.)%s*(%a+),*") do
    local over, some = 0, 0
    for ch in who:gmatch(".") do over = bor(over, who_bits[ch] or 0) end
    for ch in what:gmatch(".") do some = bor(some, what_bits[ch] or 0) end
    some = band(over, some)
    if op == "+" then
      bits = bor(bits, some)
    elseif op == "-" then
      bits = band(bits, bnot(some))
    elseif op == "=" then
      bits = bor(band(bits, bnot(over)), some)
    end
  end
  return bits
end

return mode
