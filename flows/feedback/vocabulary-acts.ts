// What words of doing and of how things are mean the same. Data, as vocabulary.ts says.

export const actMeanings = `
fail 故障 失败 不成功 报错 出错 不了 没反应 没有反应 无反应 没作用 没有作用 没用 不能用 用不了 无效 不生效 失灵 不管用 不起作用 不工作 不灵 坏了 无法 没法 不能 不上 不出 不进 不到 不开 不动 不住 不来 不过来 连不上 登不上 打不开 进不去 充不进 开不了 装不了 刷不了 刷不开 叫不醒 收不到 没收到 找不到 查不到 搜不到 看不到 听不到 听不见 打不通 认不出 上不了网 failed failing fails error errors broken doesnt_work not_work work working works cannot unable impossible can_t won_t doesn_t don_t didn_t isn_t not no never nothing without ignore ignores ignored stopped_working refuses invalid hardly
error_code 故障代码 故障码 错误码 错误代码 error_code
lost 不见 丢失 消失 丢了 没了 没有了 少了 不显示 看不到 丢 找不到 vanished vanish disappear disappears missing gone lose loses lost disappeared invisible
slow 慢 很久 好久 太久 半天 好几秒 等好几秒 不流畅 慢得 反应慢 卡顿 卡 延迟 slowly sluggish takes_ages takes_forever forever ages lag laggy lags lagging stutter stuttering delay delayed smooth
lag 卡顿 卡 延迟 不流畅 一卡一卡 延时 反应慢 lag laggy lags lagging stutter stuttering stutters smooth not_smooth delay delayed appear_late late latency janky choppy 不跟手
fast 快 变快 迅速 quick quickly rapid
wrong 误判 不准 偏差 误差 不准确 错误 不对 有误 不正确 算错 不准的 off incorrect inaccurate wrongly inaccuracy false
jump 漂移 乱跳 跳动 乱跑 忽高忽低 跳来跳去 drift jumps jump jumping drifts jumpy
exaggerate 偏高 虚高 多算 多记 虚报 too_high far_too_high exaggerated over_counts overcounts
short_count 少记 偏低 少算 漏记 undercounts too_short
large 大 更大 放大 太大 big larger bigger huge enlarge
small 小 太小 变小 缩小 small smaller tiny
high 高 太高 高了 higher
low 低 低电量 弱 差 很弱 太低 不好 weak poor bad terrible low lower worse weakly
many 多 太多 好多 到处 满屏 too_many lots so_many too_much full_of everywhere plenty
few 少 太少 多一些 多出 更多 more 不够多 种类少 choice variety more_choice fewer
reduce 减少 少一点 少点 降低 reduce reduced decrease less
full 满 满了 不足 不够 fills 占满 占用 占 爆满 用完 fill insufficient eats runs_out
twice 重复 好几个 两次 再次 多次 duplicate duplicates duplicated twice doubled repeated double
overlap 重叠 叠在一起 显示不全 挤在一起 overlaps overlapping cut_off truncated
hide_by 挡住 遮住 遮挡 挡 cover covers covered hidden_behind obscures
arrange 排列 顺序 乱跑 排 排序 自己排 乱了 位置老是变 reorder sort order_of rearrange arrangement sorting layout_changes
custom 自定义 个性化 customise customize customisable customizable custom personalise
choose 选择 选 挑选 select choosing selectable pick
adjust 调节 调整 调大小 调 adjust adjusted adjustable adjusting resize 比例 ratio tune
change 换 更换 切换 改 修改 变 换成 change changes changing changed switch 不换
add 增加 加入 加上 添加 新增 支持 加个 add adding support supports supporting
show 显示 查看 展示 show shows showing shown displays view 看看
remove 删除 删掉 去掉 移除 清除 删不掉 delete remove erase removing deleted
save 保存 储存 save saved saving keep_the
edit 编辑 剪辑 裁剪 edit editing trim crop cut
send 发送 发不出 发 send sending sent
output 导出 输出
move 移动 拖动 拖 move moving drag dragging
turn_page 翻页 next_page
detail 详细 笼统 看不出 具体 detailed vague details specific
part 一段 漏掉 中间 少了一块 content section skip skips miss misses piece pieces
half 中途 到一半 midway 一半 百分之五十 半 50% 50 fifty_percent halfway
eighty 百分之八十 80% 80 eighty_percent eighty
seconds 几秒 秒 seconds second
minutes 分钟 几分钟 minutes minute
hours 小时 个小时 hours hour
day 一天 整天 每天 天 daily all_day days
yesterday 昨天 yesterday
morning 早上 早晨 morning mornings
weeks 周 星期 每周 week weeks weekly
beautiful 好看 漂亮 美观 nice prettier beautiful
ugly 丑 难看 不好看 ugly hideous
dirty 脏 洗不干净 dirty unclean
easy 方便 简单 easy convenient
hard_to 麻烦 复杂 难用 complicated cumbersome
remember 记住 记忆 忘记 忘 remember remembers forgot forget forgets forgotten
input_code 输错 输入错误 错误次数 wrong_password wrong_passwords
speak 说话 讲话 自言自语 talk talks talking speaks
enter 进入 进 进去 enter entering join 加入群
leave 退出 离开 exit exits leave leaving quit
pause 暂停 停了 停止 pause stops stopped stop stopping paused 停
move_on 继续 resume continue
limit 限制 上限 最多 limit limited limits maximum
free 免费 free
safe 安全 security secure safe
unify 统一 一致 consistent uniform
different 不同 不一样 different
compare 对比 比较 compare comparison
empty 空 没内容 empty blank
idle 待机 闲置 standby idle overnight 一晚上 一夜
skip_over 跳过 skip_over skip_intro
stretched 拉伸 变形 stretched distorted distorts
upside 颠倒 上下颠倒 upside_down inverted 左右相反 相反 reversed
mess 混乱 乱 乱七八糟 messy mess messed_up
consume 消耗 consume consumes consumption
old 旧 老旧 旧的 old older previous
long 长 太长 long longer too_long
short 短 太短 short shorter
complete 完整 不全 不完整 complete incomplete
begin 开始 begin begins
check 检查 核对 check checking
merge 合并 merge merging combine
compress 压缩 压缩包 compress compressed zip
first 第一次 首次 first first_time
last 最后 last final
expand 展开 折叠起来 expand collapse
accept 接受 同意 accept agree
reject 拒绝 驳回 reject rejected declined decline
wait 等待 等 wait waiting
return_to 回到 变回 return returns go_back goes_back going_back`;
