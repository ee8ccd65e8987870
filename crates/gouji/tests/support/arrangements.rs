//! Made-up tables that arrange their columns and rows in other ways, each agreeing with itself.

use super::arranged::{
    BY_ECONOMIC_CLASS, BY_KIND_OF_PROJECT, CHANGES, GOVERNMENT, MEETINGS, NAMES, STACKED,
    YEARS_ALONE,
};
use super::departments::Slip;

/// A name, the tables as text, and slips each of which is to be seen.
pub(crate) const ARRANGEMENTS: &[(&str, &str, &[Slip<'_>])] = &[
    (
        "basic expenditure and projects by economic class, and all of it by economic class",
        BY_ECONOMIC_CLASS,
        &[
            ("支出总表", "80.00|60.00|20.00", "80.00|60.00|22.00"),
            ("|一般行政管理事务", "|25.00|5.00", "|25.00|50.00"),
            (
                "一般公共预算支出表",
                "110.00|60.00|45.00",
                "110.00|60.00|54.00",
            ),
            ("2010602", "30.00||25.00|5.00", "30.00||25.00|5.50"),
        ],
    ),
    (
        "expenditure by kinds of projects, of which one is divided",
        BY_KIND_OF_PROJECT,
        &[
            ("支出总表", "110.00|60.00|20.00", "110.00|66.00|20.00"),
            ("2010602", "|6.00|24.00", "|6.00|42.00"),
            ("一般公共预算支出表", "30.00|6.00|24.00", "30.00|8.00|24.00"),
        ],
    ),
    (
        "meetings and trainings beneath the public expenses, whose sum is a row",
        MEETINGS,
        &[
            ("经费小计", "5.00|4.00", "5.00|4.50"),
            ("二、会议费", "4.00|3.00", "4.00|3.50"),
            ("三、培训费", "6.00|5.00", "6.50|5.00"),
            ("公务接待费", "1.00|-1.00", "1.00|-1.50"),
        ],
    ),
    (
        "two years in headings that are no more than the year",
        YEARS_ALONE,
        &[
            (
                "财政拨款收支总表",
                "拨款|100.00|110.00",
                "拨款|100.00|101.00",
            ),
            ("支出总计", "100.00|110.00", "101.00|110.00"),
        ],
    ),
    (
        "last year and the change, each divided",
        CHANGES,
        &[
            (
                "2010602|一般行政管理事务|20.00||20.00",
                "|30.00|10.00||10.00",
                "|30.00|11.00||10.00",
            ),
            ("2010601", "70.00|70.00||80.00", "71.00|70.00||80.00"),
            ("2010601", "|10.00|10.00|", "|10.00|10.50|"),
            ("收入总表", "110.00|90.00|20.00", "110.00|90.00|21.00"),
        ],
    ),
    (
        "economic classes of the government's budget, alone and beside those of departments",
        GOVERNMENT,
        &[
            (
                "按政府预算经济分类",
                "50101|工资奖金津补贴|60.00",
                "50101|工资奖金津补贴|66.00",
            ),
            ("按政府预算经济分类", "|合计|110.00", "|合计|101.00"),
            (
                "部门支出经济分类汇总表",
                "30101|基本工资|60.00",
                "30101|基本工资|66.00",
            ),
            (
                "部门支出经济分类汇总表",
                "501|机关工资福利支出|60.00",
                "501|机关工资福利支出|66.00",
            ),
            (
                "部门支出经济分类汇总表",
                "|合计|110.00||合计|110.00",
                "|合计|110.00||合计|101.00",
            ),
        ],
    ),
    (
        "both halves of an overview one below the other",
        STACKED,
        &[
            ("部门收支总表", "本年收入合计|100.00", "本年收入合计|101.00"),
            (
                "部门收支总表",
                "二、社会保障和就业支出|40.00",
                "二、社会保障和就业支出|41.00",
            ),
            ("部门收支总表", "支出总计|110.00", "支出总计|101.00"),
            (
                "财政拨款收支总表",
                "二、上年结转|2|10.00",
                "二、上年结转|2|11.00",
            ),
            (
                "财政拨款收支总表",
                "（一）一般公共服务支出|5|70.00",
                "（一）一般公共服务支出|5|71.00",
            ),
        ],
    ),
    (
        "subjects by name alone, with numbers, in blocks, in columns, and parents without a code",
        NAMES,
        &[
            ("一般公共预算支出表", "1.行政运行|80.00", "1.行政运行|88.00"),
            (
                "一般公共预算支出表",
                "（一）财政事务|110.00",
                "（一）财政事务|101.00",
            ),
            (
                "部门支出总表",
                "一般行政管理事务|30.00",
                "一般行政管理事务|33.00",
            ),
            ("部门收入总表", "|财政事务|110.00", "|财政事务|111.00"),
            ("基本支出表", "办公费|20.00", "办公费|22.00"),
            ("基本支出表", "工资福利支出|60.00", "工资福利支出|66.00"),
        ],
    ),
];
