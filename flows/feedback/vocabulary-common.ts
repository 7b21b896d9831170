// What everyday words mean the same: people, places, times, things, doings. Data, as vocabulary.ts says.

export const commonMeanings = `
guest 访客 客人 visitor visitors guest guests
family 家人 家里人 家庭 family household
user 用户 user users
colleague 同事 老板 colleague boss
home 家 家里 家中 home house apartment
office 公司 办公室 单位 office workplace
school 学校 上课 课程 school class course courses lesson lessons
underground 地下 地下室 车库 电梯 basement garage elevator underground
travel 旅行 出差 旅游 travel trip travelling traveling
rain 下雨 雨天 雨水 rain rainy
cold 冷 低温 冬天 cold winter
summer 夏天 summer
recently 最近 近期 这几天 recently
weekend 周末 weekend weekends
tomorrow 明天 tomorrow
month 月 每月 个月 month monthly months
year 年 每年 year years annual
afternoon 傍晚 下午 afternoon
percent 百分 百分比 percent percentage
unit_of 摄氏 华氏 单位换算 celsius fahrenheit unit units
pocket 口袋 裤兜 兜里 兜 衣兜 pocket bag trousers
mask 口罩 mask masks
magnet 磁 磁吸 磁力 磁铁 magnet magnetic magnets
screw 螺丝 screw screws
glass 玻璃 glass
metal 金属 metal
leather 皮 皮革 leather
paint 掉漆 漆 涂层 paint coating peel peels peeling
packaging 包装 盒子 packaging packing
accessory 配件 零件 附件 accessory accessories spare_parts
manual 说明书 教程 指南 manual instructions tutorial guide
server 服务器 server servers
logs 日志 logs log_file
chart 图表 统计 曲线 statistics stats chart charts graph
interface 界面 interface ui
menu 菜单 menu menus
progress 进度 进度条 progress progress_bar
cursor 光标 cursor
onehanded 单手 单手模式 one_handed one_hand
accessibility 无障碍 读屏 盲人 accessibility screen_reader talkback
bank 银行 bank banking
taxi 打车 网约车 taxi cab
takeaway 外卖 骑手 takeaway food_delivery
podcast 播客 podcast podcasts audio_playback
recipe 菜谱 食谱 recipe recipes
cook 煮 煮饭 做饭 炒菜 烹饪 cook cooking cooks cooked rice meal
wash 洗 清洗 洗涤 wash washing washed rinse
clean 清洁 打扫 清扫 干净 clean cleaning cleans cleaned
try 尝试 试 试了 试过 try tried tries attempt attempts
put 放 放在 put place_it placed
take_off 拆 取下 摘下 remove_it take_off detach
push 推 拉 push pull
turn_round 转 转动 旋转 spin_round rotating
write_down 写 写下 written wrote
say 说 讲 说出 say said tell told
ask 问 询问 提问 ask asked asking
see 看 看见 see seen look looks
explain 解释 说明 explain explained explanation
promise 承诺 答应 说好 promise promised promises
cheat 骗 欺骗 虚假 虚假宣传 cheat cheated misleading mislead
unsubscribe 退订 取消订阅 unsubscribe opt_out opted_out unsubscribing
marketing 推销 营销 marketing telemarketing promotional promotions
recycle 回收 recycle recycling buyback
quote 报价 估价 quote quoted offer offered estimate valuation
sell 卖 出售 sell sold selling
invite 邀请 invite invitation invited invites
generate 生成 generate generated
appeal 申诉 appeal appeals
valid 有效期 有效 可用 不可用 valid available unavailable
mistaken 误判 误识别 当成 认成 识别成 误认 mistaken misidentified taken_for confused
fault 故障 毛病 瑕疵 缺陷 fault faulty malfunction malfunctions defect defective
powercut 断电 停电 power_cut outage blackout
brand_new 新 新的 全新 brand_new
cheap 便宜 cheap cheaper
clear 清楚 清晰 clear clearly sharp
stiff 硬 太硬 僵硬 stiff
soft 软 柔软 soft
dry 干 干燥 dry
danger 危险 隐患 danger dangerous hazard
clogged 堵 堵塞 clogged jammed
crooked 歪 倾斜 歪斜 crooked tilted slanted skewed
bent 弯 弯曲 bent bend warped
sticky 粘 黏 sticky
fit 合适 贴合 fit fits suitable
squeak 吱吱 squeak squeaks squeaking creak creaking
brake 刹车 brake brakes braking
attract 吸 吸住 吸不住 sticks_to attaches
range 范围 续航里程 range
feel 手感 感觉 feel feels feeling
years_old 年龄 岁 years_old
gender 男 女 男声 女声 male female gender
city 城市 地名 city cities town
country_wide 全国 nationwide
tea 茶 咖啡 tea coffee
pet 宠物 猫 狗 pet pets cat dog
baby 宝宝 婴儿 baby infant
cashback 返现 cashback
film_watch 电影 电视剧 剧 movies series episode episodes
sport 足球 篮球 比赛 football basketball match sport sports
language_mix 方言 粤语 dialect accent cantonese
idea 想法 点子 idea ideas
plan 计划 安排 plan plans planned
meeting 会议 开会 meeting meetings conference
homework 作业 homework
exam 考试 exam test_paper
health 健康 健康数据 health
medicine 药 吃药 medicine pill pills medication
water_drink 喝水 饮水 drink drinking
breath 呼吸 breathing breath
smoke 烟 烟雾 smoke
fire 火 着火 起火 fire burn burning burnt
shock 电 触电 漏电 麻手 electric_shock shock tingling
insect 蚊子 虫 mosquito insect`;
