---What was measured against what must be reached.
local show = require('print')
local M = {}

---How many times faster a row must be in a workspace of this size; nil: none is set there.
local function faster(row, deals)
  return type(row.faster) == 'table' and row.faster[deals] or type(row.faster) == 'number' and row.faster or nil
end

---@return string must, string reached
local function judge(row, pair, deals)
  local times = faster(row, deals)
  if row.from and deals < row.from then
    return '', ''
  elseif row.most then
    return '<= ' .. row.most .. ' x', pair.ratio <= row.most and 'yes' or 'NO'
  elseif times then
    return '>= ' .. times .. ' x faster', pair.peer / pair.ours >= times and 'yes' or 'NO'
  elseif row.most_mb then
    return '<= ' .. row.most_mb .. ' MB', pair.ours <= row.most_mb and 'yes' or 'NO'
  elseif row.most_more then
    return '< ' .. row.most_more .. ' ms more', pair.more < row.most_more and 'yes' or 'NO'
  elseif row.most_ms then
    return '<= ' .. row.most_ms .. ' ms', pair.ours <= row.most_ms and 'yes' or 'NO'
  end
  return '', ''
end

local function ratio(row, pair)
  if pair.more then
    return show.time(pair.more) .. ' more'
  elseif not pair.ratio then
    return ''
  end
  return row.faster and show.number(1 / pair.ratio) .. ' x faster' or show.number(pair.ratio) .. ' x'
end

local function spread(row, pair)
  if not pair.ratio then
    return row.most_mb and '' or show.time(pair.least) .. ' - ' .. show.time(pair.most)
  end
  local a, b = pair.least, pair.most
  if row.faster then
    a, b = 1 / b, 1 / a
  end
  return show.number(a) .. ' - ' .. show.number(b)
end

---@return string[][]
function M.table(results, deals)
  local out = { { 'what', 'against', 'ours', 'peer', 'ratio', 'spread', 'must reach', 'reached' } }
  for _, result in ipairs(results) do
    local row, pair = result.row, result.pair
    if type(pair) == 'table' then
      local must, reached = judge(row, pair, deals)
      local ours = row.most_mb and ('%.0f MB'):format(pair.ours) or show.time(pair.ours)
      out[#out + 1] = {
        row.what, row.against or '', ours, show.time(pair.peer), ratio(row, pair), spread(row, pair), must, reached,
      }
    else
      out[#out + 1] = { row.what, row.against or '', pair or 'failed', '', '', '', '', 'NO' }
    end
  end
  return out
end

---Ours at ten times the size: linear is ten times as long, flat is as long (half as long again passes: caches are larger than one's share).
local LINEAR, FLAT = 10, 1.5

---@return string[][]
function M.growth(small, large)
  local out, by = { { 'what', '1000', '10000', 'grows', 'must reach', 'reached' } }, {}
  for _, result in ipairs(small) do
    by[result.row] = result.pair
  end
  for _, result in ipairs(large) do
    local a, b = by[result.row], result.pair
    if result.row.grows and type(a) == 'table' and type(b) == 'table' then
      local bound, grown = result.row.grows == 'flat' and FLAT or LINEAR, b.ours / a.ours
      out[#out + 1] = {
        result.row.what, show.time(a.ours), show.time(b.ours), show.number(grown) .. ' x', ('<= %s x (%s)'):format(bound, result.row.grows),
        grown <= bound and 'yes' or 'NO',
      }
    end
  end
  return out
end

---Messages of rows that could not be measured or answered wrongly.
---@return string[]
function M.faults(all)
  local out = {}
  for _, results in pairs(all) do
    for _, result in ipairs(results) do
      out[#out + 1] = result.fault
    end
  end
  return out
end

return M
