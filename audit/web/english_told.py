"""The English of what the pages tell: refusals and mishaps, names of reports, meanings of outcomes.

Promises: one entry for every sentence of a refusal that holds no value; a test compares. Refuses to
know: verdicts and quotes, which are Thai in every language.
"""

from __future__ import annotations

TOLD: dict[str, str] = {
    # checks that end while somebody types
    "ตรวจเสร็จแล้ว หน้านี้ยังไม่โหลดใหม่ เพราะท่านพิมพ์ค้างไว้ บันทึกก่อน หรือโหลดหน้านี้ใหม่เพื่อดูผล": (
        "The check is over. This page was not loaded anew because you have typed something: "
        "save it first, or reload to see the result"
    ),
    "ดูความคืบหน้าในหน้าภาพรวม": "See how far it is on the overview",
    # signing in, people
    "ชื่อ รหัสผ่าน หรือรหัสจากแอปไม่ถูกต้อง": "The name, password or code from the app is not right",
    "ลองใหม่ รหัสจากแอปใช้ได้ครั้งเดียว ให้รอรหัสถัดไป ถ้าลืมรหัสผ่านหรือทำโทรศัพท์หาย ให้แจ้งผู้ดูแลระบบ": (
        "Try again; a code counts once, so wait for the next one. Tell the administrator if you "
        "forgot the password or lost the phone"
    ),
    "ชื่อผู้ใช้ว่าง ยาวเกิน 80 ตัวอักษร หรือมีอักขระที่มองไม่เห็น": (
        "The user name is empty, longer than 80 letters, or has invisible characters"
    ),
    "ตั้งชื่อใหม่": "Choose another name",
    "ใช้ชื่ออื่น หรือตั้งรหัสผ่านใหม่ให้คนเดิม": "Use another name, or set a new password for that person",
    "ดูชื่อทั้งหมดด้วย oit user list": "List all names with oit user list",
    "เข้าระบบไม่สำเร็จหลายครั้งติดกัน จึงพักไว้ก่อน": "Too many failed sign-ins in a row",
    "รอ 15 นาที แล้วลองใหม่": "Wait 15 minutes, then try again",
    "ใช้วลีหลายคำที่จำได้ แล้วลองใหม่": "Use a phrase of several words, then try again",
    "ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน": "There must be at least one administrator",
    "ตั้งคนอื่นเป็นผู้ดูแลระบบก่อน": "Make somebody else administrator first",
    "คนแรกต้องเป็นผู้ดูแลระบบ": "The first person must be an administrator",
    "เลือกบทบาทผู้ดูแลระบบ แล้วเพิ่มอีกครั้ง": "Choose the role administrator, then add again",
    "รหัสจากแอปไม่ถูกต้อง": "The code from the app is not right",
    "สแกนรูปอีกครั้ง แล้วพิมพ์รหัสหกหลักที่เห็น": "Scan the picture again, then type the six digits",
    "ต้องเข้าสู่ระบบก่อน": "You must sign in first",
    "เข้าสู่ระบบ หรือส่งกุญแจในส่วนหัว Authorization": "Sign in, or send a key in Authorization",
    "หมดเวลาเข้าสู่ระบบแล้ว จึงยังไม่ได้บันทึก": "Your session has ended, so nothing was saved",
    "เข้าสู่ระบบใหม่ แล้วทำอีกครั้ง": "Sign in again, then repeat",
    # any page
    "โปรแกรมทำงานผิดพลาด ข้อมูลที่เก็บไว้แล้วไม่หาย": "The program failed; nothing stored is lost",
    "ลองใหม่อีกครั้ง ถ้ายังเป็น ให้แจ้งผู้ดูแลระบบ": "Try again; if it stays, tell the administrator",
    "ไม่พบหน้านี้": "There is no such page",
    "กลับไปหน้าแรก แล้วเลือกจากรายการ": "Go to the first page and choose from the list",
    "บทบาทของท่านทำสิ่งนี้ไม่ได้": "Your role may not do this",
    "ขอให้ผู้ดูแลระบบเปลี่ยนบทบาท หรือให้เจ้าหน้าที่ทำแทน": (
        "Ask the administrator for another role, or an officer to do it"
    ),
    "แบบฟอร์มนี้หมดอายุแล้ว จึงยังไม่ได้บันทึก": "This form is out of date, so nothing was saved",
    "เปิดหน้านั้นใหม่ แล้วทำอีกครั้ง": "Open that page again, then repeat",
    "คำขอไม่ถูกต้อง": "The request is not right",
    "ตรวจค่าที่ส่งมา แล้วลองใหม่": "Check what was sent, then try again",
    "ยังไม่ได้เลือกสิ่งที่จะทำ": "Nothing to do was chosen",
    "กดปุ่มใดปุ่มหนึ่งในหน้านี้": "Press one of the buttons on this page",
    "ตรวจสิทธิ์ของโฟลเดอร์และที่ว่างในดิสก์ แล้วสั่งใหม่": (
        "Check the folder's permissions and the free space, then try again"
    ),
    "นำสำเนาที่สำรองไว้กลับมา แล้วสั่งใหม่": "Restore a backup, then try again",
    # gaps and questions
    "เลือกมอบหมาย ผ่อนผัน เขียนความเห็น หรือตรวจซ้ำ": "Choose assign, waive, comment or check again",
    "หมายเลขข้อบกพร่องไม่ถูกต้อง": "The number of the gap is not right",
    "เลือกจากรายการอีกครั้ง": "Choose from the list again",
    "พิมพ์เช่น 31/03/2569 หรือ 2026-03-31": "Type it like 31/03/2569 or 2026-03-31",
    "ยังไม่ได้บอกว่ามอบหมายให้ใคร": "It was not said whom to assign it to",
    "พิมพ์ชื่อผู้แก้ แล้วกดมอบหมายอีกครั้ง": "Type a name, then assign again",
    "ยังไม่ได้บอกวันสุดท้ายที่ผ่อนผัน": "The last day of the waiver was not given",
    "เลือกวันที่ แล้วกดผ่อนผันอีกครั้ง": "Choose a day, then waive again",
    "วันสุดท้ายที่ผ่อนผันผ่านไปแล้ว": "The last day of the waiver is over",
    "เลือกวันนี้หรือวันหลังจากนี้": "Choose today or a later day",
    "การผ่อนผันต้องมีเหตุผล": "A waiver needs a reason",
    "พิมพ์เหตุผล แล้วกดผ่อนผันอีกครั้ง": "Type the reason, then waive again",
    "ยังไม่ได้พิมพ์ความเห็น": "No comment was typed",
    "พิมพ์ข้อความ แล้วกดบันทึกอีกครั้ง": "Type it, then save again",
    "การยืนยันต้องมีเหตุผล": "A decision needs a reason",
    "พิมพ์เหตุผล แล้วกดบันทึกอีกครั้ง": "Type the reason, then save again",
    "ยังไม่ได้เลือกผล": "No outcome was chosen",
    "เลือกผ่าน ไม่พบ หรือไม่เกี่ยวข้อง": "Choose passed, failed or inapplicable",
    "ยังไม่ได้เลือกรายการ": "Nothing was selected",
    "เลือกอย่างน้อยหนึ่งรายการ": "Select at least one",
    "เลือกเฉพาะรายการที่ยังไม่ปิด": "Select only those that are not closed",
    # evidence, checks, settings
    "ไม่มีสำเนาของหน้านี้": "There is no copy of this page",
    "เปิดหน้าจริง หรือตรวจอีกครั้ง": "Open the real page, or check again",
    "ไฟล์ต้นฉบับนี้ไม่ได้เก็บไว้แล้ว": "The original file is no longer kept",
    "ดูข้อความที่โปรแกรมอ่านได้แทน หรือตรวจอีกครั้ง": "See the text that was read, or check again",
    "งานตรวจหยุดลงกลางคัน ข้อมูลที่เก็บไว้แล้วไม่หาย": "The check broke off; nothing stored is lost",
    "กดตรวจอีกครั้ง งานจะทำต่อจากที่ค้างไว้": "Check again; it goes on where it stopped",
    "หยุดตามที่สั่ง สิ่งที่เก็บไว้แล้วไม่หาย": "Stopped as told; nothing stored is lost",
    "กดตรวจอีกครั้งเมื่อพร้อม งานจะทำต่อจากที่ค้างไว้": "Check again when ready; it goes on where it stopped",
    "กำลังตรวจเว็บไซต์นี้อยู่แล้ว": "This site is being checked already",
    "รอให้เสร็จ หรือหยุดงานเดิมก่อน": "Wait until it is over, or stop it first",
    "แก้ตัวเลข แล้วกดตรวจอีกครั้ง": "Correct the number, then check again",
    "ยังไม่ได้พิมพ์ชื่อหน่วยงาน": "The agency's name is missing",
    "พิมพ์ชื่อ แล้วกดบันทึกอีกครั้ง": "Type the name, then save again",
    "ยังไม่ได้เลือกประเภทหน่วยงาน": "The kind of agency was not chosen",
    "เลือกประเภท แล้วกดบันทึกอีกครั้ง": "Choose the kind, then save again",
    "ยังไม่ได้บันทึก เพราะมีผู้แก้ site.yml หลังจากท่านเปิดหน้านี้": (
        "Not saved, because somebody changed site.yml after you opened this page"
    ),
    "อ่านสิ่งที่เปลี่ยนไป แล้วกลับไปทำอีกครั้งถ้ายังต้องการ": (
        "Read what has changed, then go back and repeat it if you still want to"
    ),
    # reports
    "รายงานหน้าเดียว": "Report on one page",
    "ตารางติดตามงาน": "Table to follow the work",
    "ข้อมูลสำหรับโปรแกรม": "Data for programs",
    "ตารางแบบข้อความ": "Table as text",
    "รายงานสำหรับพิมพ์": "Report to print",
    "บันทึกข้อความ": "Official memo",
    "ใบสั่งงาน (Word)": "Work orders (Word)",
    "ใบสั่งงาน (Excel)": "Work orders (Excel)",
    "ร่างคำตอบ ITAS (Excel)": "Draft answers for ITAS (Excel)",
    "ร่างคำตอบ ITAS (Word)": "Draft answers for ITAS (Word)",
    "หน้าดัชนี OIT": "OIT index page",
    "เว็บไซต์สำหรับประชาชน": "Website for the public",
    "ป้ายความพร้อม": "Badge of readiness",
    # outcomes
    "พบในหน้าหรือเอกสารที่อ่านได้ และยกข้อความมาให้ดู": (
        "Found in a page or document that could be read, and quoted"
    ),
    "อ่านได้ครบทุกแห่งที่ควรมี แต่ไม่พบสิ่งที่เกณฑ์กำหนด": (
        "Everything that should hold it was read, and it was not found"
    ),
    "พบบางอย่างที่น่าจะใช่ แต่เครื่องไม่ควรตัดสินแทน โปรดเปิดดูแล้วบันทึกคำยืนยัน": (
        "Something that may be it was found, but a machine should not decide. "
        "Please look and decide"
    ),
    "เปิดหรืออ่านไม่ได้ จึงยังไม่รู้ว่ามีหรือไม่ ไม่ได้แปลว่าไม่มี": (
        "It could not be opened or read, so it is not known; this does not mean that it is missing"
    ),
    "ไม่ใช้กับหน่วยงานประเภทนี้ หรือยังไม่ถึงเวลาที่ต้องเผยแพร่": ("Not for this kind of agency, or not due yet"),
}
