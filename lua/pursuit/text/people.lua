---Texts of people, accounts, frame contracts and briefs.
return {
  -- people who left
  left = { en = 'left', zh = '已离职' },
  left_on = { en = 'left {1}', zh = '{1} 离职' },
  leaves_on = { en = 'leaves {1}', zh = '将于 {1} 离职' },
  -- frame contracts
  side_frame = { en = 'Frame', zh = '框架合同' },
  side_parent = { en = 'Follows', zh = '上级项目' },
  frame_used = { en = '{1} used of {2}, {3} left', zh = '已用 {1}，上限 {2}，剩余 {3}' },
  frame_used_only = { en = '{1} used, no ceiling', zh = '已用 {1}，未设上限' },
  frame_planned = { en = '{1} more in open call-offs', zh = '另有未签订单 {1}' },
  frame_until = { en = 'until {1}', zh = '至 {1}' },
  frame_over = { en = 'over since {1}', zh = '已于 {1} 到期' },
  frame_passed = { en = 'ceiling passed', zh = '已超上限' },
}
