---The index: read again, read for the first time, and what that takes.
local sample = require('sample')

local M = {}

M.scan = {
  what = 'scan, nothing changed', against = 'bare walk + stat', most = 1.5, grows = 'linear',
  measure = function(scene)
    local notes = scene.place.notes
    scene:call('search', { query = 'KX-000000', limit = 1 })
    return sample.pairs(9, function()
      local took, hits = scene:call('search', { query = 'KX-000000', limit = 1 })
      scene:same(#hits, 1, 'notes with KX-000000')
      return took
    end, function()
      local took, count = scene:peer('peer_walk', scene.place.dir)
      scene:same(count, notes, 'notes that the walk finds')
      return took
    end)
  end,
}

M.board_cold = {
  what = 'board usable on a cold index', against = 'bare read + md4c parse', most = 2, grows = 'linear',
  measure = function(scene)
    return sample.pairs(3, function()
      local took, count = scene:ask('board', '{filter=""}', true)
      scene:same(count, scene.place.open, 'open deals')
      return took
    end, function()
      local took, count = scene:peer('peer_parse', scene.place.dir)
      scene:same(count, scene.place.notes, 'notes that are parsed')
      return took
    end)
  end,
}

M.cold = {
  what = 'cold index, everything', against = 'minimal SQLite indexer in C', most = 0.7, from = 1000, grows = 'linear',
  measure = function(scene)
    local file, memory = scene.place.dir .. '.peer.db', 0
    local pair = sample.pairs(3, function()
      local took, count, most = scene:ask('reindex', '{}', true)
      scene:same(count, scene.place.notes, 'notes in the index')
      memory = math.max(memory, most)
      return took
    end, function()
      local took, count = scene:peer('peer_index', scene.place.dir, file)
      scene:same(count, scene.place.notes, "notes in the peer's index")
      return took
    end)
    scene.memory = memory / 1024
    os.remove(file)
    return pair
  end,
}

M.memory = {
  what = 'memory of the cold index, peak', most_mb = 150,
  measure = function(scene)
    return { ours = scene.memory, least = scene.memory, most = scene.memory, runs = 3 }
  end,
}

return M
