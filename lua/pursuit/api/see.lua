---A deal as a whole, and what the process says of it.
local api = require('pursuit.api')
local M = {}

---All that is missing for the next step.
---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Readiness? readiness
---@return string? message
---@return string? code
function M.readiness(id, opts)
  api.expect('readiness', 'id', id, 'string')
  return api.call('readiness', { id = id }, opts)
end

---The decision chain of a deal: people by layer, how they stand to us and to each other, and what it lacks.
---@param id string
---@param opts { at: string?, moves: boolean?, root: string? }? at: as at the end of that day; moves: the days on which it changed, too
---@return pursuit.Map? map
---@return string? message
---@return string? code
function M.map(id, opts)
  api.expect('map', 'id', id, 'string')
  local given = api.options('map', opts)
  local moves = given.moves
  given.moves = nil
  local map, message, code, info = api.call('map', { id = id }, given)
  if not map or not moves then
    return map, message, code, info
  end
  map.moves, message, code, info = api.call('moves', { id = id }, { root = given.root })
  return map.moves and map, message, code, info
end

---Draws the decision chain into a file for other programs: .svg for any browser, .dot for Graphviz, .mmd for Mermaid. What is private,
---personal needs and talking points are not in it.
---@param id string
---@param file string absolute, or from the working directory
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return string? path
---@return string? message
---@return string? code
function M.draw(id, file, opts)
  api.expect('draw', 'id', id, 'string')
  api.expect('draw', 'file', file, 'string')
  local place, message, code, info = api.call('draw', { id = id, path = vim.fn.fnamemodify(file, ':p') }, opts)
  if not place then
    return nil, message, code, info
  end
  return place.path
end

---Sets what is to be reached with a person of the decision chain, or in one of its layers, and how; what is left out is taken away.
---@param id string
---@param what { person: string?, layer: string?, aim: string?, ways: string[]?, strategy: string? } strategy: in words, of a layer
---@param opts { root: string? }?
---@return pursuit.Place? row
---@return string? message
---@return string? code
function M.strategy(id, what, opts)
  api.expect('strategy', 'id', id, 'string')
  api.expect('strategy', 'what', what, 'table')
  return api.call('strategy', vim.tbl_extend('force', what, { id = id }), opts)
end

---Adds the posts of a template of the process to the decision chain, and who reports to whom.
---@param id string
---@param template string? the process's first if left out
---@param opts { root: string? }?
---@return pursuit.Place? place with `count`: rows
---@return string? message
---@return string? code
function M.chain(id, template, opts)
  api.expect('chain', 'id', id, 'string')
  api.expect('chain', 'template', template, 'string', true)
  return api.call('chain', { id = id, template = template }, opts)
end

---Somebody is known for a post of the decision chain: its rows name the person from now on.
---@param id string
---@param post string id as it stands in the table
---@param person string id
---@param opts { root: string? }?
---@return pursuit.Place? place with `count`: cells
---@return string? message
---@return string? code
function M.seat(id, post, person, opts)
  api.expect('seat', 'id', id, 'string')
  api.expect('seat', 'post', post, 'string')
  api.expect('seat', 'person', person, 'string')
  return api.call('seat', { id = id, post = post, person = person }, opts)
end

---A deal as a whole: stages with their gates and groups of activities, the three sides, money and probability per stage.
---@param id string
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Overview? overview
---@return string? message
---@return string? code
function M.overview(id, opts)
  api.expect('overview', 'id', id, 'string')
  return api.call('overview', { id = id }, opts)
end

---Goals and plan of a deal, and what can't be right about them.
---@param id string
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Plan? plan
---@return string? message
---@return string? code
function M.plan(id, opts)
  api.expect('plan', 'id', id, 'string')
  return api.call('plan', { id = id }, opts)
end

---The process in force.
---@param opts pursuit.RootOpts?
---@return pursuit.Process? process
---@return string? message
---@return string? code
function M.process(opts)
  return api.call('process', {}, opts)
end

---Everything that is wrong in a note, or in all of them.
---@param path string?
---@param opts pursuit.RootOpts?
---@return pursuit.Diagnostic[]? diagnostics
---@return string? message
---@return string? code
function M.diagnostics(path, opts)
  api.expect('diagnostics', 'path', path, 'string', true)
  return api.call('diagnostics', { path = path }, opts, path)
end

---Text for a statusline: the deal of a buffer, its stage and how ready it is. '' for any other buffer. Never waits for more than the first
---look at a deal; after that the answer is renewed in the background.
---@param buf integer? the current one if left out
---@return string text with every % doubled
function M.status(buf)
  api.expect('status', 'buf', buf, 'number', true)
  return require('pursuit.status').text(buf or vim.api.nvim_get_current_buf())
end

return M
