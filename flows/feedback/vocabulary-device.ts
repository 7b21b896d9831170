// What words of devices mean the same: hardware, pictures, sound, power, radio. Data, as vocabulary.ts says.

export const deviceMeanings = `
device 设备 devices
part_of_phone 后盖 背板 边框 中框 外壳 back_cover frame bezel
case 保护壳 手机壳 保护套 壳 phone_case
film 贴膜 钢化膜 保护膜 screen_protector
heat 发热 散热 发烫 烫手 很烫 过热 高温 温度高 温度太高 温度过高 太热 热得 热 烫 hot overheat overheating warm heats heated
temperature 温度 temperature
battery 电池 电量 没电 续航 耗电 掉电 费电 电量掉 不耐用 battery batteries
drain 耗电 功耗 掉电 费电 掉得快 掉得太快 掉得好快 不耐用 不经用 撑不到 battery_life drain draining drained eats_battery
charge 充电 快充 充满 充得 充不进 充不上 充到 充一次 充 charging charger recharge 充电器 充电线 charges
wireless 无线充 隔空 wireless
cable 数据线 线材 线 cable cord wire
port 接口 充电口 插口 端口 口 typec type_c usb_c usb socket connector jack
loose 松动 松 接触不良 loosely contact_bad wobbly wobbles
plug 插上 插入 插头 插座 插 plugged
camera 相机 摄像头 拍照 自拍 摄像机 照相 镜头 拍摄 拍 cam lens shooting
photo 照片 图片 相片 自拍 拍照 拍出来 拍的 pictures picture pics image photograph snapshot shots
front 前置 自拍 前摄 selfie selfies
gallery 相册 图库 album albums
video 视频 录像 录影 拍视频 影片 footage clip videos movie film_clip
play 播放 回放 播 playback playing plays
blur 模糊 不清晰 看不清 不清楚 糊 糊成一团 虚焦 blurry unclear unreadable unsharp blurred fuzzy grainy
focus 对焦 聚焦 focusing
zoom 变焦 放大 zoomed telephoto 长焦
flash 闪光灯 补光
torch 手电筒 手电 flashlight torchlight
portrait 人像 人物 portraits bokeh 虚化
beauty 美颜 滤镜 filter filters
moon 月亮 月球 lunar
night 夜景 晚上 夜间 夜视 半夜 夜里 深夜 nighttime dark_scene nights
shutter 快门 shutter
watermark 水印
shaky 防抖 抖动 晃 抖 画面抖 stabilisation stabilization stabilized stabilised shake shaking shakes
slowmotion 慢动作 slow_motion slo_mo
timelapse 延时摄影 time_lapse
fingerprint 指纹 finger touch_id fingerprints
facial 人脸 刷脸 面部 面容 face_unlock face_recognition face_id facial
unlock 解锁 开锁 unlocking unlocked
recognise 识别 辨认 认不出 识别不出 recognize recognises recognition detect detects detected identify 检测
screen 屏幕 画面 显示屏 屏 display panel screens
touch 触摸 触控 触屏 点击 点按 触碰 碰到 点不动 touchscreen tap taps tapping touches
brightness 亮度 调光 忽明忽暗 亮 暗 brightness bright dim dims dimmed 变暗 太暗 太亮 刺眼 brighter
flicker 闪烁 频闪 闪屏 忽明忽暗 一闪一闪 flicker flickers flickering strobe
refreshrate 刷新率 高刷 帧率 掉帧 fps frame_rate hertz 赫兹 hz dropped_frames
colour 颜色 色彩 发黄 偏黄 偏色 色温 color colours tint hue yellowish
line 绿线 条纹 竖线 横线 green_line stripe stripes
scratch 刮花 划痕 刮痕 划伤 scratched scratches
black 黑屏 不亮 黑了 black_screen goes_black
button 按键 按钮 电源键 音量键 buttons power_key power_button key keys 实体键
vibrate 震动 振动 马达 触感 vibration vibrates haptic haptics vibrating buzz
sound 声音 出声 静音 没声音 铃音 audio sounds sound 音频 silent mute muted
volume 音量 声音大小 音量太 声音太小 声音太大 volume loud loudness quiet quieter louder 太小声 太大声 小声
noise 噪音 杂音 电流声 底噪 异响 滋滋 嗡嗡 noisy hiss crackle crackles crackling buzzing noises rattling
quality 音质 画质 质量 清晰度 quality resolution 分辨率
speaker 音箱 音响 喇叭 扬声器 外放 loudspeaker speakers
microphone 麦克风 话筒 收音 听不到我 听不见我 mic hear_me
hear 听不到 听不见 听不清 听 hears hearing
earphone 耳机 耳塞 earbud earbuds headphone headphones headset buds earphones
left 左 左边 左侧 左耳 left
right_side 右 右边 右侧 右耳 right
side 侧边 侧面 边缘 曲面 edge edges sides curved
top_side 顶部 上方 top
bottom_side 底部 下方 bottom
call 通话 电话 打电话 来电 去电 接听 拨号 calls caller callers phone_call dial dialer calling
ring 响 响铃 rang went_off go_off rings ringing
ringtone 铃声 铃音 来电铃声 ringtones
alarm 闹钟 闹铃 alarm_clock alarms
bluetooth 蓝牙
connect 连接 连不上 连上 连不到 连 接入 connection pair pairing 配对 paired connects connected connecting
disconnect 断开 断连 断流 断线 掉线 老断 断掉 中断 断 drop drops dropped lose_connection 断线重连 disconnection disconnects disconnected cuts_out
wifi 无线网 无线网络 无线 wlan wi_fi wi-fi wifi
router 路由器 路由 routers
signal 信号 信号格 满格 reception coverage bars
network 网络 没网 断网 上网 上不了网 联网 网 internet online 连不上网 数据网络 数据连接 mobile_data cellular 流量
speed 速度 网速 速率 speeds 网络速度
offline 离线 没网 断网 without_internet
hotspot 热点 个人热点 tethering tether
sim 手机卡 电话卡 sim_card 卡槽 双卡 副卡 dual_sim esim
roaming 漫游 境外 abroad overseas
fiveg 5g 4g lte volte
vpn 代理 proxy
position 定位 gps 位置 location whereabouts positioning
navigate 导航 navigation navigating directions
map 地图 maps
compass 指南针 罗盘 方向
nfc 门禁 门卡 公交卡 交通卡 刷卡 刷不了 刷不开 读卡 贴卡
transit 公交 地铁 公交卡 交通卡 乘车 乘车码 bus metro subway transport
door 门 门禁 开门 gate doors
infrared 红外 遥控 遥控器 remote remote_control
sensor 传感器 感应 距离感应 proximity sensors
storage 存储 内存 空间 容量 占满 几十个g 存储空间 储存 rom 磁盘 disk
memory 运行内存 内存 ram memory
chip 处理器 芯片 cpu processor
performance 性能 跑分 benchmark
fall 摔 掉地上 进水 防水 waterproof water_damage dropped_it
print 打印 打印机 printer printing
computer 电脑 笔记本 pc laptop macbook notebook
tablet 平板 pad ipad tablets
pen 手写笔 触控笔 笔 stylus pencil
mouse 鼠标 touchpad 触控板
fold_phone 折叠屏 折叠 foldable hinge 铰链
interrupted 断触 断断续续 一卡一卡 中断 interrupt interruptions breaking_off breaks_off choppy
press 按 长按 按压 press pressing long_press pressed
antenna 天线 antenna
glove 手套 gloves
wet 湿手 潮湿 出汗 wet moist sweat sweaty
usb_drive u盘 外接 otg usb_drive flash_drive
powerbank 充电宝 移动电源 power_bank
stand 支架 stand holder
led 指示灯 呼吸灯 led indicator
sunlight 阳光 太阳 户外 强光 sunlight sun outdoor outdoors
indoor 室内 屋里 indoor indoors
exposure 曝光 过曝 逆光 exposure overexposed underexposed backlight
bass 低音 重低音 bass
anc 降噪 通透模式 noise_cancelling noise_cancellation anc noise_canceling
wear 佩戴 戴着 戴 wear wearing worn
smell 异味 味道 臭 smell smells odor
leak 漏水 漏液 泄露 泄漏 leak leaks leaking
damaged 破损 损坏 摔坏 碎 裂 坏 damaged cracked crack shattered corrupt corrupted
heavy 太重 很重 沉 heavy heavier
eyes 护眼 眼睛 护眼模式 阅读模式 eye eyes blue_light reading_mode eye_comfort
doubletap 双击 双击亮屏 double_tap double_click
raise 抬手 抬腕 抬起 raise_to_wake raise lift`;
