---All that is missing, in the quickfix list, each entry at the line to change.
local clean = require('pursuit.message').clean
local slices = require('pursuit.slices')
local M = {}

local function entry(missing)
  return { filename = missing.path, lnum = math.max(1, missing.lnum), text = clean(missing.message or missing.text or ''), type = 'E' }
end

---@param missing pursuit.Missing[]
---@param title string
function M.missing(missing, title)
  vim.fn.setqflist({}, ' ', { title = clean(title), items = vim.tbl_map(entry, missing) })
end

---Entries that are put into the list in one go: each makes a buffer, which is slow where there are thousands.
local SOME = 20

---Deals, each at its note. Thousands of them come in slices.
---@param deals pursuit.Deal[]
---@param title string
---@param line fun(deal: pursuit.Deal): string
---@param done fun() when they are all there
function M.deals(deals, title, line, done)
  slices.run(function()
    vim.fn.setqflist({}, ' ', { title = clean(title) })
    local list, items = vim.fn.getqflist({ id = 0 }).id, {}
    for i, deal in ipairs(deals) do
      items[#items + 1] = { filename = deal.path, lnum = 1, text = clean(line(deal)) }
      if #items == SOME or i == #deals then
        vim.fn.setqflist({}, 'a', { id = list, items = items })
        items = {}
        slices.breathe()
      end
    end
    done()
  end)
end

---Hits of a search, or lines that lead to a note, each at its place.
---@param hits (pursuit.Hit|pursuit.Backlink)[]
---@param title string
---@param line fun(hit: any): string
function M.hits(hits, title, line)
  vim.fn.setqflist({}, ' ', {
    title = clean(title),
    items = vim.tbl_map(function(hit)
      return { filename = hit.path, lnum = hit.lnum, col = hit.col, text = clean(line(hit)) }
    end, hits),
  })
end

---Items of the agenda, each at its line.
---@param items pursuit.Item[]
---@param title string
---@param line fun(item: pursuit.Item): string
function M.items(items, title, line)
  vim.fn.setqflist({}, ' ', {
    title = clean(title),
    items = vim.tbl_map(function(item)
      return { filename = item.path, lnum = math.max(1, item.lnum), text = clean(line(item)), type = item.overdue and 'W' or '' }
    end, items),
  })
end

---Shows the list, and leaves the cursor where it is.
function M.show()
  local win = vim.api.nvim_get_current_win()
  local count = vim.fn.getqflist({ size = 0 }).size
  vim.cmd({ cmd = 'copen', count = math.max(3, math.min(12, count)), mods = { split = 'botright' } })
  if vim.api.nvim_win_is_valid(win) then
    vim.api.nvim_set_current_win(win)
  end
end

return M
