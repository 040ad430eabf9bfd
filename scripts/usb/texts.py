"""What scripts/write-usb says, Vietnamese and English, and how it stops: one clear line and an exit status."""
OK, REFUSED, USAGE, NO_IMAGE, NO_TOOL, FAILED, NO_RIGHTS = 0, 1, 64, 66, 69, 74, 77
LANGUAGES = ("vi", "en")

TEXTS = {
    "usage": ("""Cách dùng: write-usb [lựa chọn] [Ổ-USB]
Không nêu ổ: liệt kê các USB ghi được. Nêu ổ (ví dụ /dev/sdb): ghi ảnh Soát máy lên ổ đó.
  --image=TỆP    ảnh cần ghi (mặc định: build/soatmay.iso)
  --yes          không hỏi lại; chỉ dùng khi đã nêu rõ ổ
  --erase        xóa cả báo cáo cũ trên USB (mặc định: giữ lại)
  --usb-disk     cho phép ổ cứng USB, không chỉ USB nhỏ
  --allow-loop   cho phép thiết bị loop, để thử nghiệm
  --lang=vi|en   ngôn ngữ""", """Usage: write-usb [options] [DISK]
Without a disk: lists the USB sticks that can be written. With one (say /dev/sdb): writes the Soát máy image onto it.
  --image=FILE   the image (default: build/soatmay.iso)
  --yes          asks nothing; only with a disk named
  --erase        erases earlier reports on the stick as well (default: they are kept)
  --usb-disk     allows USB hard disks too, not sticks only
  --allow-loop   allows loop devices, for tests
  --lang=vi|en   language"""),
    "wrong": ("Sai cách dùng: {what}. Xem: write-usb --help", "Wrong usage: {what}. See: write-usb --help"),
    "tool": ("Thiếu lệnh {what}: hãy cài gói {package}.",
             "The command {what} is missing: install the package {package}."),
    "no-image": ("Không mở được ảnh {path}: {why}.", "Cannot open the image {path}: {why}."),
    "not-image": ("{path} không phải là ảnh Soát máy.", "{path} is no Soát máy image."),
    "sum": ("{path} không khớp với SHA256SUMS: tệp bị hỏng hoặc bị sửa, không ghi.",
            "{path} does not match SHA256SUMS: damaged or changed, nothing is written."),
    "none": ("Không thấy USB nào ghi được.", "No USB stick that can be written."),
    "list": ("Các USB ghi được:", "USB sticks that can be written:"),
    "next": ("Ghi lên một USB: sudo scripts/write-usb {path}",
             "Write one of them: sudo scripts/write-usb --lang=en {path}"),
    "not-found": ("Từ chối {path}: không có ổ đĩa này.", "Refused {path}: there is no such disk."),
    "partition": ("Từ chối {path}: đây là một phân vùng; hãy nêu cả ổ {disk}.",
                  "Refused {path}: a partition; name the whole disk {disk}."),
    "system": ("Từ chối {path}: hệ thống đang chạy nằm trên ổ này.",
               "Refused {path}: the running system is on this disk."),
    "not-disk": ("Từ chối {path}: không phải ổ đĩa mà là {type}.", "Refused {path}: no disk but {type}."),
    "internal": ("Từ chối {path}: ổ trong máy, không nối qua USB.",
                 "Refused {path}: an internal disk, not connected by USB."),
    "fixed": ("Từ chối {path}: ổ cứng USB, không phải USB tháo rời; nếu đúng là ổ cần ghi, thêm --usb-disk.",
              "Refused {path}: a USB hard disk, no removable stick; if it is the right one, add --usb-disk."),
    "no-medium": ("Từ chối {path}: đầu đọc không có thẻ.", "Refused {path}: the reader holds no card."),
    "swap": ("Từ chối {path}: hệ thống đang dùng ổ này làm vùng tráo đổi (swap).", "Refused {path}: used as swap."),
    "mounted": ("Từ chối {path}: đang được gắn tại {where}; hãy tháo (umount) trước.",
                "Refused {path}: mounted on {where}; unmount it first."),
    "member": ("Từ chối {path}: ổ là thành phần của {kind}.", "Refused {path}: the disk is a member of {kind}."),
    "in-use": ("Từ chối {path}: {name} ({type}) đang dùng ổ này.", "Refused {path}: in use by {name} ({type})."),
    "busy": ("Từ chối {path}: có chương trình đang giữ ổ này.", "Refused {path}: something holds this disk."),
    "read-only": ("Từ chối {path}: USB đang khóa ghi.", "Refused {path}: write-protected."),
    "sectors": ("Từ chối {path}: sector {bytes} byte; cần 512.",
                "Refused {path}: sectors of {bytes} bytes; 512 are needed."),
    "small": ("Từ chối {path}: {size}, quá nhỏ; cần ít nhất {least}.",
              "Refused {path}: {size} is too small; {least} are needed."),
    "same": ("Từ chối {path}: đây chính là tệp ảnh.", "Refused {path}: this is the image itself."),
    "changed": ("Từ chối {path}: ổ đã bị thay trong lúc chờ trả lời.",
                "Refused {path}: the disk changed while waiting for the answer."),
    "unreadable": ("Từ chối {path}: không đọc được báo cáo cũ; chép ra trước, hoặc thêm --erase để bỏ.",
                   "Refused {path}: its earlier reports cannot be read; copy them first, or add --erase to drop them."),
    "no-restore": ("báo cáo cũ không chép lại được nguyên vẹn", "the earlier reports could not be copied unchanged"),
    "short": ("ảnh ngắn hơn dự kiến", "the image is shorter than expected"),
    "several": ("Từ chối {path}: có nhiều phân vùng báo cáo; chép báo cáo ra trước, hoặc thêm --erase để bỏ.",
                "Refused {path}: several report partitions; copy the reports first, or add --erase to drop them."),
    "too-much": ("Từ chối {path}: báo cáo cũ không vừa phân vùng mới.",
                 "Refused {path}: the earlier reports do not fit."),
    "target": ("Sẽ ghi lên: {path}  {name}  {size}", "Will be written: {path}  {name}  {size}"),
    "fresh": ("MỌI DỮ LIỆU trên ổ này sẽ bị xóa.", "ALL DATA on this disk will be erased."),
    "moved": ("Báo cáo và cauhinh.ini được giữ lại; mọi dữ liệu khác trên ổ này sẽ bị xóa.",
              "Reports and cauhinh.ini are kept; all other data on this disk will be erased."),
    "in-place": ("Thay phần khởi động và các tờ trong HUONGDAN; báo cáo và cauhinh.ini giữ nguyên.",
                 "The boot part and the papers in HUONGDAN are replaced; reports and cauhinh.ini stay as they are."),
    "papers": ("Phần khởi động đã ghi đúng, nhưng không thay được HUONGDAN trên USB; báo cáo vẫn còn. Chép bớt ra rồi ghi lại.",
               "The boot part is written, but HUONGDAN could not be renewed; reports are still there. Free some room and "
               "write it again."),
    "ask": ("Gõ lại tên hoặc dung lượng ở trên rồi Enter để ghi: ",
            "Type the name or the size shown above and Enter to write: "),
    "not-confirmed": ("Không ghi: câu trả lời không khớp.", "Nothing written: the answer does not match."),
    "rights": ("Không có quyền ghi {path}: hãy chạy bằng sudo.", "No right to write {path}: use sudo."),
    "writing": ("Đang ghi", "Writing"),
    "reading": ("Đang đọc lại", "Reading back"),
    "backup": ("Bản sao báo cáo cũ nằm ở {path}", "A copy of the earlier reports is in {path}"),
    "unprepared": ("Chưa ghi gì: {why}.", "Nothing written: {why}."),
    "failed": ("Hỏng giữa chừng: {why}. USB này chưa dùng được, hãy ghi lại.",
               "Failed: {why}. Do not use this stick, write it again."),
    "different": ("đọc lại khác với đã ghi ở byte {offset}",
                  "what is read differs from what was written, at byte {offset}"),
    "stopped": ("đã dừng theo yêu cầu", "stopped on request"),
    "done": ("Xong: {path} đã ghi và đọc lại đúng; SHA-256 của ảnh: {sum}; chỗ cho báo cáo: {size}.",
             "Done: {path} written and read back; SHA-256 of the image: {sum}; room for reports: {size}."),
    "replug": ("Rút USB ra cắm lại để thấy phân vùng mới.",
               "Pull the stick out and put it in again to see its new partitions."),
}
language = 0


def choose_language(name):
    global language
    language = LANGUAGES.index(name)


def say(text, **values):
    return TEXTS[text][language].format(**values)


def shown_size(size):
    text = f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
    return text.replace(".", ",") if language == 0 else text


class Stop(Exception):
    def __init__(self, status, text, **values):
        super().__init__(say(text, **values))
        self.status = status
