---What has been observed, beside what the process says. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ObservedStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string

---A share with what it rests on; only that where it is too little.
local function share(per_cent, n, lang)
  return per_cent and text.get('seen_of', lang, per_cent, n) or text.get('seen_few', lang, n)
end

local function layout(lang)
  local function title(name)
    return text.get('seen_' .. name, lang)
  end
  return {
    { title = '', cell = function(stage) return stage.label end, max = 26, group = 'PursuitStage' },
    { title = title('entered'), right = true, keep = 2, cell = function(stage) return tostring(stage.entered) end },
    { title = title('here'), right = true, keep = 1, cell = function(stage) return stage.here > 0 and tostring(stage.here) or '·' end },
    { title = title('went_on'), right = true, group = 'PursuitNumber', cell = function(stage)
      return share(stage.conversion, stage.went_on + stage.ended, lang)
    end },
    { title = title('days'), right = true, keep = 4, group = 'PursuitNumber', cell = function(stage)
      return stage.median and ('%d (%d–%d)'):format(stage.median, stage.quick, stage.slow) or text.get('seen_few', lang, stage.timed)
    end },
    { title = title('stalls'), right = true, keep = 3, group = 'PursuitDim', cell = function(stage)
      return stage.stalls > 0 and text.get('days', lang, stage.stalls) or ''
    end },
    { title = title('win'), right = true, group = 'PursuitNumber', cell = function(stage)
      return share(stage.win, stage.closed, lang)
    end },
    { title = title('probability'), right = true, keep = 5, group = 'PursuitDim',
      cell = function(stage) return stage.probability .. '%' end },
  }
end

local function head(page, answer, style)
  local left = ' ' .. text.get('observed', style.lang) .. '   ' .. text.get('of_deals', style.lang, answer.deals)
  local parts = {}
  parts[#parts + 1] = answer.from and text.get('opened_between', style.lang, answer.from, answer.to) or nil
  parts[#parts + 1] = style.filter ~= '' and style.filter or nil
  local right = cells.fit('   ' .. table.concat(parts, '   '), style.width - cells.width(left) - 2)
  page:add({ { left, 'PursuitTitle' }, { right, 'PursuitDim' } })
  page:add({ '' })
end

local function judged_lines(page, answer, style)
  local lang, any = style.lang, false
  page:add({ '' })
  page:add({ { ' ' .. text.get('judged_probabilities', lang), 'PursuitStage' } })
  for _, one in ipairs(answer.judged) do
    if one.n > 0 then
      any = true
      local said = one.share and text.get('judged_so', lang, one.from, one['until'], one.share, one.n)
        or text.get('judged_few', lang, one.from, one['until'], one.n)
      local off = one.share and (one.share < one.from or one.share >= one['until'])
      page:add({ '   ', { cells.fit(said, style.width - 5), off and 'PursuitWarn' or not one.share and 'PursuitDim' or nil } })
    end
  end
  if not any then
    page:add({ { '   ' .. cells.fit(text.get('judged_none', lang), style.width - 5), 'PursuitDim' } })
  end
end

---@param answer pursuit.Observed
---@param style pursuit.ObservedStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  local shown = columns.fit(layout(style.lang), answer.stages, style.width)
  columns.titles(page, shown)
  for _, stage in ipairs(answer.stages) do
    columns.row(page, shown, stage, { stage = stage.id })
  end
  judged_lines(page, answer, style)
  broken.add(page, answer.broken, style.width)
  return page
end

return M
