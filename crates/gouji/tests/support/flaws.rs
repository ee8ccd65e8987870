//! What is wrong in the published documents beside the project, each confirmed by hand.

use gouji::report::{Report, Severity};

/// The published document that the project starts from: its path, and its flaws by code and line.
/// 331 人 × 120 元 × 12 月; 39 人 × 955 元; the fourth project; 2025 年 12 月.
pub(crate) const SEED: (&str, &[(&str, usize)]) = (
    "seeds/000_45b2b8b11991f5a4.txt",
    &[
        ("GJ0807", 506),
        ("GJ0807", 530),
        ("GJ0907", 570),
        ("GJ1005", 661),
    ],
);

/// The same of the documents of Shanghai, by their names.
pub(crate) const PUBLISHED: &[(&str, &[(&str, usize)])] = &[
    // 887.36 万元 for 873,617 元: a digit too many.
    ("sh_putuo_caizhengju_dept_2025", &[("GJ0801", 97)]),
    // 政府性基金 0 万元, yet 增加 1421.25 万元; 职业年金 220.63 万元 and 441.25 万元, with the rate of
    // the subject before; (45.41 − 11.67) ÷ 11.67 is 289.12 % and not 314.82 %; 当年财政拨款 more
    // than what is applied for; floors of 7998 + 105 in 8013.
    (
        "sh_putuo_wanli_dept_2023",
        &[
            ("GJ0801", 115),
            ("GJ0803", 81),
            ("GJ0803", 115),
            ("GJ0804", 72),
            ("GJ1001", 2743),
            ("GJ0813", 2150),
        ],
    ),
    // 住房公积金 350.35 万元 and 352.67 万元; a note says that a table with amounts is empty; floors.
    (
        "sh_putuo_wanli_dept_2024",
        &[("GJ0801", 159), ("GJ0212", 0), ("GJ0813", 2404)],
    ),
    // 计划生育事务 is a 款 and not a 项; floors.
    (
        "sh_putuo_wanli_dept_2025",
        &[("GJ0811", 108), ("GJ0813", 2364)],
    ),
    ("sh_putuo_zhengfuban_dept_2025", &[]),
    ("sh_putuo_zhengfuban_unit_2025", &[]),
    ("sh_shi_caizhengju_unit_2025", &[]),
];

/// Code and line of each finding at warning or error level, in the order of the report.
pub(crate) fn grave(report: &Report) -> Vec<(&str, usize)> {
    let grave = report.findings.iter();
    let grave = grave.filter(|finding| finding.severity != Severity::Notice);
    grave
        .map(|finding| {
            let line = finding.text.as_ref().map_or(0, |text| text.line);
            (finding.code.as_str(), line)
        })
        .collect()
}
