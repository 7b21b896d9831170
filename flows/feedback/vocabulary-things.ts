// What words of wearables, the home, the shop and the community mean the same. Data, as vocabulary.ts says.

export const thingMeanings = `
band 手环 腕带 wristband bracelet fitness_band
watch 手表 腕表 smartwatch watches wear_os watch_face watch_faces
strap 表带 腕带 straps
face 表盘 watch_face watch_faces faces
heartrate 心率 心跳 heart_rate pulse heartbeat heartrate
oxygen 血氧 oxygen spo2
pressure 压力 血压 stress blood_pressure
sleep 睡眠 睡觉 入睡 sleeping asleep
run 跑步 running jog jogging 晨跑
ride 骑行 骑车 单车 cycling bike bicycle
swim 游泳 swimming pool
workout 运动 锻炼 健身 exercise training workouts fitness
distance 距离 里程 轨迹 公里 route_track mileage kilometres kilometers km
calories 卡路里 热量 消耗 calorie
weight 体重 体脂 体重秤 scale body_fat
vacuum 扫地机器人 扫地机 扫地 robot_vacuum sweeper vacuum
mop 拖布 拖地 mopping
dock 充电座 充电桩 回充 基座 charging_station base_station docking
wall 墙 房间 隔墙 房 room rooms walls
tv 电视 电视机 television 机顶盒
monitor_cam 监控 摄像机 安防 security_camera surveillance ip_camera
lock 门锁 智能门锁 door_lock smart_lock
bell 门铃 doorbell
lamp 台灯 灯泡 灯 吸顶灯 lights light bulb lamp bulbs
socket_smart 智能插座 插线板 smart_plug power_strip
curtain 窗帘 curtains blinds
purifier 净化器 空气净化器 air_purifier
humidifier 加湿器 除湿机
fan 风扇 电扇 风速
air 空调 air_conditioner ac conditioner
washer 洗衣机 洗碗机 washing_machine dishwasher laundry
fridge 冰箱 refrigerator
cooker 电饭煲 微波炉 烤箱 rice_cooker oven air_fryer 空气炸锅
kettle 水壶 热水器 净水器 water_heater water
scooter 滑板车 电动车 e_scooter
car 汽车 车机 车载 驾驶 vehicle carplay driving cars
projector 投影仪 projector
smarthome 米家 智能家居 mi_home smart_home mijia
automation 场景 自动化 联动 automations scene scenes routine
order 订单 下单 orders ordered
buy 抢购 预约 购买 下单 秒杀 买 开售 flash_sale sale checkout purchase 结账 结算 buying bought sales
cart 购物车 basket shopping_cart
stock 缺货 没货 库存 补货 无货 sold_out out_of_stock restock
deposit 定金 尾款 订金 预售 presale pre_order preorder
ship 发货 物流 快递 单号 包裹 配送 shipped dispatched parcel delivery tracking shipping courier deliver delivered
address 地址 收货地址 收货 addresses
service 客服 热线 客服电话 人工 hotline customer_service helpline
busy 占线 没人接 打不通 排队 busy engaged nobody_answers no_one_answers on_hold queue waiting_line
repair 维修 修理 售后 送修 repairs repaired fix service_center after_sales
warranty 保修 质保 三包 guarantee
exchange 换货 退换 更换 swap replacement replace exchanging
refund 退款 退货 退钱 refunds refunded return_goods money_back
bill 发票 invoice receipt invoices
coupon 优惠券 红包 券 折扣 优惠 满减 voucher discount coupons promo
price 价格 贵 太贵 涨价 降价 expensive cost costs prices pricey
pay 支付 付款 扣款 花呗 支付宝 payment paying paid charged_money alipay
wallet 钱包 卡包 purse
gift 礼物 赠品 礼品 gifts
shop 商城 小米商城 门店 实体店 shops shop
member_card 会员 vip membership subscription 订阅
points 积分 point 金币
arrive 到账 收不到 没收到 没到 没加上 收到 送达 arrives arrived credited receive received receiving come_through comes_through
checkin 签到 打卡 check_in checking_in checked_in checkin sign_in_daily
level 等级 经验 level rank ranking 排名 排行榜 leaderboard
badge 勋章 徽章 medal badges achievement 成就
community 社区 论坛 圈子 forum
post 帖子 发帖 发不出去 发布 posts posting thread
comment 评论 回复 留言 comments reply replies
thumbs_up 点赞 收藏 favourite favorite favorites
follow 关注 粉丝 follower followers following
friend 好友 朋友 friends
group 群 群聊 群里 group_chat groups
avatar 头像 昵称 用户名 profile nickname username
report 举报 投诉 complain complaint
quiz 答题 抢答 竞答 trivia quizzes
answer 答案 答对 答错 作答 提交 answers answered submit submitted
timeout 超时 时间到 too_late timed_out time_was_up overtime
prize 抽奖 中奖 奖品 获奖 raffle lottery prizes winner winners win won giveaway draw
vote 投票 poll voting votes
event 活动 events campaign
ended 结束 截止 过期 失效 已结束 ended expired deadline over_already closed_early ends expires
beta 公测 内测 测试资格 测试版 beta_test beta_program tester testers
apply 申请 报名 资格 applied application_form applying applicant
review 审核 审批 通过 approval approve approved reviewed pending
result 结果 results outcome
filter_core 滤芯 滤网 cartridge filter_cartridge
dustbox 尘盒 集尘 灰尘 dust dustbin dirt
suction 吸力 suction
brush 边刷 滚刷 刷头 brush brushes
carpet 地毯 carpet carpets rug
tradein 以旧换新 trade_in
priceguard 价保 保价 price_protection price_match
scalper 黄牛 scalper scalpers
signed 签收 signed_for signed
fake 假货 仿冒 fake counterfeit
refurbished 翻新 二手 refurbished second_hand used_phone
quota 名额 限购 quota seats limit_per_person
rules 规则 条款 rules rule terms
redeem 兑换 redeem redeemed redeeming redemption
task 任务 task tasks quest quests
reward 奖励 reward rewards
early 提前 早 early earlier
postpone 推迟 延期 postponed postpone
moderator 版主 管理员 moderator moderators admin
topic 话题 topic topics hashtag
deregister 注销 delete_account close_account deregister
childlock 童锁 child_lock
timer_plug 延时 定时关机 sleep_timer`;
