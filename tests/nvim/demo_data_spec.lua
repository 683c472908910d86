---The demo's data, as it is chosen for one language.
local data_in = require('pursuit.demo.data')

local clock = {
  date = function()
    return '2026-11-23'
  end,
}

describe('the demo\'s data', function()
  it('say how much a competitor threatens in the language of the demo', function()
    local words = { en = { high = true, medium = true, low = true }, zh = { ['高'] = true, ['中'] = true, ['低'] = true } }
    for lang, known in pairs(words) do
      local n = 0
      for _, deal in ipairs(data_in.load(lang, clock).deals) do
        for _, row in ipairs(deal.rivals or {}) do
          n = n + 1
          assert.is_true(known[row[5]], ('%s, %s: %s'):format(lang, deal.id, row[5]))
        end
      end
      assert.is_true(n > 4)
    end
  end)
end)
