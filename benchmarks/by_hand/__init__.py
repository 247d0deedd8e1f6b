"""Six rules written again by hand, as somebody at a plain engine would; nothing of `inspector`.

Each gives how many lines it finds and the 分 over all of them; of a share, months and no money.
"""

Answer = tuple[int, int]
"""Lines found, and 分 over all of them."""
RULES = ("XY2-12", "DQ-03", "XY2-27", "XY2-01", "XY2-31", "NAT-56")
FEES = (
    "bkkp_sn, mdtrt_id, fee_ocur_time, med_list_codg, medins_list_name, cnt, pric, "
    "det_item_fee_sumamt, med_chrgitm_type, list_type, rx_drord_no, dscg_tkdrug_flag, "
    "bilg_dept_name"
)
VISITS = "mdtrt_id, med_type, gend, certno, hosp_lv, begntime, endtime"
KNOWN = ("limit_sex", "limit_price", "daily_item")
