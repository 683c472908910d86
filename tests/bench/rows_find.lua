---Questions to a warm index.
local sample = require('sample')
local sys = require('sys')

local M = {}

---Words that many notes hold, in both languages: one that rg finds in just the notes that we do.
local WORDS = { '预算', 'budget', '核心网扩容', 'acceptance' }

---Words of Latin letters as words, Chinese ones wherever they stand: as we find them.
local function rg(word)
  return { 'rg', '-l', '-F', '-i', word:byte() < 128 and '-w' or '-u', word, 'deals', 'accounts', 'people', 'team', 'regions', '.pursuit' }
end

---More matches than that are not all looked at.
local MOST = 20000

---Every note that rg names, and no other.
local function agree(scene, word)
  local _, hits = scene:call('search', { query = word, limit = 1000000 })
  local count = 0
  for path in sys.read({ 'sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', scene.place.dir, unpack(rg(word)) }):gmatch('[^\n]+') do
    count = count + (path:find('%.md$') and 1 or 0)
  end
  scene:same(#hits, math.min(count, MOST), 'notes with ' .. word)
end

---@param any boolean those that are found first, instead of the best
local function search(scene, any)
  for _, word in ipairs(WORDS) do
    agree(scene, word)
  end
  return sample.pairs(8, function(run)
    local took, hits = scene:call('search', { query = WORDS[run % #WORDS + 1], limit = 50, known = true, any = any })
    scene:same(#hits, 50, 'hits asked for')
    return took
  end, function(run)
    return scene:time(scene.place.dir, unpack(rg(WORDS[run % #WORDS + 1])))
  end)
end

M.first = {
  what = 'search, first 50 hits', against = 'rg -l', faster = 100, from = 10000, grows = 'flat',
  measure = function(scene)
    return search(scene, true)
  end,
}

M.ranked = {
  what = 'search, ranked 50 hits', against = 'rg -l', faster = 15, from = 10000, grows = 'flat',
  measure = function(scene)
    return search(scene, false)
  end,
}

---Files of this workspace's index: what the links `current-…` lead to.
local function files(scene)
  local out = {}
  for path in sys.read({ 'sh', '-c', 'for f in "$1"/pursuit/*/current-*; do readlink -f "$f"; done', 'sh', scene.place.cache }):gmatch('[^\n]+') do
    out[#out + 1] = path
  end
  return out
end

---As the board's view reads it.
local SCREEN = 200

M.board = {
  what = 'board, first screen', against = 'bare SQL query for its rows', most = 2, from = 10000, grows = 'linear',
  measure = function(scene)
    local args = { filter = '', known = true, limit = SCREEN }
    scene:call('board', { filter = '' })
    return sample.pairs(7, function()
      local took, board = scene:call('board', args)
      scene:same(board.count, scene.place.open, 'open deals on the board')
      return took
    end, function()
      local took, count = scene:peer('peer_board', unpack(files(scene)))
      scene:same(count, scene.place.open + scene.place.won, 'deals that the query finds')
      return took
    end)
  end,
}

return M
