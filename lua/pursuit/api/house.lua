---Keeping house.
local api = require('pursuit.api')
local M = {}

---Takes a deal or a note away, in one commit. Refused where others point to it, unless `force`, and where it holds files that git does
---not keep.
---@param kind 'deal'|'account'|'person'|'member'|'region'|'competitor'
---@param id string
---@param opts { force: boolean?, dry_run: boolean?, root: string? }?
---@return pursuit.Done? done
---@return string? message
---@return string? code
function M.delete(kind, id, opts)
  api.expect('delete', 'kind', kind, 'string')
  api.expect('delete', 'id', id, 'string')
  return api.call('delete', { kind = kind, id = id }, opts)
end

---The chain of deals from the first to the last follow-up, as their `parent` says.
---@param id string any of them
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Kinship? kinship
---@return string? message
---@return string? code
function M.followups(id, opts)
  api.expect('followups', 'id', id, 'string')
  return api.call('kinship', { id = id }, opts)
end

---Hands over what is open under a name: one commit for the notes outside of deals, then one for each deal, with a drafted brief. What a
---killed process left is done by the same call.
---@param from string
---@param to string a member of the team
---@param opts { filter: string?, dry_run: boolean?, root: string? }?
---@return pursuit.Handover? handover
---@return string? message
---@return string? code
function M.handover(from, to, opts)
  api.expect('handover', 'from', from, 'string')
  api.expect('handover', 'to', to, 'string')
  return api.call('handover', { from = from, to = to }, opts)
end

return M
