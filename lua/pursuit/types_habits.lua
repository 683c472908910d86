---@meta
---Shapes of what the API tells of sellers, and of what deals teach. See types.lua.

---@class pursuit.HabitSign
---@field key string the threshold in the process note: 'early-share', 'advanced-share', 'idle-share', 'late-share', 'over-curve'
---@field part number deals or activities that show it; of 'over-curve' what was spent, in the process's currency
---@field of number of so many
---@field value integer? per cent; nil: of nothing
---@field limit integer per cent
---@field most boolean `limit` is the most, else the least
---@field met boolean

---@class pursuit.HabitProof
---@field deal string
---@field title string
---@field path string of deal.md
---@field currency string
---@field stage_label string
---@field from string? storyteller: opened; late-pusher: first late closing; early-spender: first expense
---@field to string? storyteller: last activity; else the last closing or expense
---@field reached string? late-pusher: when the stage of the decision was reached
---@field days integer storyteller: since the last activity
---@field count integer late-pusher: activities closed late
---@field of integer late-pusher: of so many closed
---@field items string[] late-pusher: those, in the process's words
---@field amount number? early-spender: spent in the early stages
---@field curve number? early-spender: what the process gives them of the budget
---@field share integer? early-spender: of that, per cent
---@field against boolean the deal by itself is a case of the habit

---@class pursuit.Habit
---@field owner string
---@field name string
---@field habit 'storyteller'|'late-pusher'|'early-spender'
---@field label string in the process's words
---@field enough boolean whether there is enough to say something
---@field found boolean the habit is recognised; never without enough
---@field have integer deals or activities that it rests on
---@field need integer the least of them
---@field signs pursuit.HabitSign[]
---@field evidence pursuit.HabitProof[] the strongest first

---@class pursuit.Habits
---@field habits pursuit.Habit[] by owner
---@field owner string? who was asked about
---@field currency string of the sums
---@field today string the day that it is of
---@field pending boolean asked for what is known: git's history is still being read

---@class pursuit.SellerPoint
---@field id string
---@field text string in the process's words
---@field state 'absent'|'open'|'ready'|'due'|'na' due: answered, and due again
---@field reason string? of not applicable
---@field done string? when it was answered last
---@field due string? when it is due again
---@field path string
---@field lnum integer of the task, else of the heading where it belongs

---@class pursuit.Seller
---@field member string
---@field name string
---@field path string of their note
---@field points pursuit.SellerPoint[] in the order of the process
---@field ready integer up to date, or not applicable
---@field due integer
---@field open integer not answered, or not in the note

---@class pursuit.Prepared
---@field sellers pursuit.Seller[]
---@field today string the day that it is of
---@field days integer after which a point is due again

---@class pursuit.Lesson
---@field deal string
---@field title string
---@field account string?
---@field status string
---@field kind 'repeat'|'avoid'
---@field text string
---@field path string of summary.md
---@field lnum integer
---@field date string? of the deal: signed, else opened
---@field points integer for what it has in common with the deal at hand
---@field likes string[] that: account region rival product kind words

---@class pursuit.Lessons
---@field lessons pursuit.Lesson[]
---@field id string? the deal at hand
---@field count integer also beyond the limit
