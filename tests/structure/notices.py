"""Invented notices of invented places in the forms that offices use."""

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 09/CT-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc tăng cường công tác phòng cháy
trên địa bàn tỉnh Tân Giang

Thời gian qua, công tác phòng cháy trên địa bàn tỉnh đã đạt nhiều kết quả quan trọng,
góp phần giữ gìn an ninh, trật tự. Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

1. Công an tỉnh:

- Chủ trì, phối hợp với các sở, ngành kiểm tra các cơ sở có nguy cơ cháy, nổ theo Nghị định số
136/2020/NĐ-CP ngày 24/11/2020 của Chính phủ; báo cáo kết quả trước ngày 30/6/2024.

- Tập huấn cho lực lượng tại chỗ.

2. Sở Xây dựng: Rà soát hồ sơ thẩm duyệt của các công trình xây dựng trên địa bàn tỉnh, hoàn
thành trong tháng 5/2024.

3. Tổ chức thực hiện

a) Thủ trưởng các sở, ngành triển khai thực hiện.

b) Giao Văn phòng UBND tỉnh theo dõi, đôn đốc.

Yêu cầu Thủ trưởng các sở, ngành nghiêm túc thực hiện Chỉ thị này./.

Nơi nhận:
- Bộ Công an;
- Các sở, ban, ngành
tỉnh;
- Lưu: VT, NC.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn An
"""

PARTY = """TỈNH ỦY TÂN GIANG
*
Số 31-CT/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Tân Giang, ngày 10 tháng 8 năm 2022

CHỈ THỊ
của Ban Thường vụ Tỉnh ủy về công tác dân vận
-----

Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương
khóa XI, các cấp ủy đã lãnh đạo tốt. Ban Thường vụ Tỉnh ủy yêu cầu:

1. Các cấp ủy quán triệt Nghị quyết 25 đến toàn thể đảng viên.

2. Giao Ban Dân vận Tỉnh ủy theo dõi việc thực hiện Chỉ thị này.

Chỉ thị này phổ biến đến chi bộ.

Nơi nhận:
- Các huyện ủy;
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC

Trần Thị Bích Hằng
"""

DECISION = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 1298/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 7 năm 2025

QUYẾT ĐỊNH
Về việc phê duyệt Đề án chuyển đổi số tỉnh Tân Giang

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂN GIANG

Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện
cơ chế một cửa;
Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 33/TTr-SKHCN ngày 01/7/2025.

QUYẾT ĐỊNH:

Điều 1. Phê duyệt Đề án chuyển đổi số tỉnh Tân Giang với các nội dung sau:

1. Mục tiêu

a) Đến năm 2030 đạt 80% hồ sơ trực tuyến.

b) Phấn đấu xếp thứ 10/34 tỉnh.

2. Kinh phí: 12,5 tỷ đồng.

Điều 2. Tổ chức thực hiện

1. Sở Khoa học và Công nghệ chủ trì triển khai Đề án này.

Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các Sở chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT, KH.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Giàng A Sử

PHỤ LỤC I
DANH MỤC NHIỆM VỤ

1. Nhiệm vụ xây dựng hạ tầng theo Kế hoạch số 12/KH-UBND ngày 05/01/2025.

2. Nhiệm vụ đào tạo.
"""

PLAN = """UBND XÃ BÌNH AN
PHÒNG VĂN HÓA - XÃ HỘI
Số: 05/KH-VHXH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình An, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Triển khai công tác giảm nghèo năm 2026

Thực hiện Kế hoạch số 134/KH-UBND ngày 05/01/2026 của UBND xã Bình An về giảm nghèo, Phòng
Văn hóa - Xã hội xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Giảm tỷ lệ hộ nghèo.

2. Yêu cầu

- Đúng đối tượng.

II. NHIỆM VỤ

1. Công tác tuyên truyền

1.1. Tổ chức hội nghị phổ biến chính sách.

a) Cơ quan chủ trì: Phòng Văn hóa - Xã hội.

1.2. Phát thanh trên hệ thống truyền thanh.

III. TỔ CHỨC THỰC HIỆN

1. Các thôn có trách nhiệm rà soát hộ nghèo
12. Các hộ thuộc diện phải đăng ký.

2. Giao công chức theo dõi, báo cáo trước ngày
15. 6.

Trên đây là Kế hoạch triển khai công tác giảm nghèo năm 2026./.

Nơi nhận:
- UBND xã (b/c);
- Lưu: VT.

TRƯỞNG PHÒNG

Lò Thị Mai
"""

LETTER = """BỘ NỘI VỤ
Số: 2231/BNV-CCHC&PC
V/v báo cáo kết quả cải cách
hành chính năm 2025

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 03 tháng 12 năm 2025

Kính gửi:
- Các bộ, cơ quan ngang bộ;
- Ủy ban nhân dân các tỉnh, thành phố.

Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, Bộ Nội vụ đề nghị:

1. Các bộ, ngành, địa phương báo cáo kết quả.

2. Thời hạn báo cáo trước ngày 15/12/2025.

Đề nghị các bộ, ngành, địa phương quan tâm thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG

Trương Hải Long
"""

# As a poor reader gives it: a signing banner, two columns read as one, misread letters.
MISREAD = """Người ký: Ủy ban nhân dân tỉnh
Email: ubnd@tangiang.gov.vn
Thời gian ký: 08.01.2025 16:20
ÚY BAN NHÂN DẦN CỘNG HÒA XÃ HỘI CHÚ NGHĨA VIẸT NAM
TÌNH TÂN GIANG Độc lập - Tự do - Hạnh phúc
^- --
Sô: 11 /TB-UBND Tân Giang, ngảy 08 thảng 01 năm 2025
KHẨN
THÔNG BẢO

Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp

Ngày 03/01/2025, Phó Chủ tịch UBND tỉnh chủ trì họp và kết luận:

l. Sở Tài chính rà soát.

2. Sở Nội vụ chủ trì.

Nay thông báo để các cơ quan biết./.

Nơi nhân: TL. CHỦ TỊCH
- CT, PCT UBND tỉnh; KT. CHÁNH VĂN PHÒNG
- Lưu: VT. PHÓ CHÁNH VĂN PHÒNG
Nguyễn Phước An
"""

HEADLESS = """Đây là trang thứ hai của một văn bản khác, không có phần đầu.
1. Sở Nội vụ tiếp tục rà soát biên chế.
2. Sở Tài chính bố trí kinh phí.
"""

ALL = (DIRECTIVE, PARTY, DECISION, PLAN, LETTER, MISREAD, HEADLESS)
