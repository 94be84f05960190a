"""What was refused at the door is kept month by month, and each month goes as one."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


def is_over(month: date, kept_for: int, today: date) -> bool:
    """Whether all that this month refused has been kept for so many days.

    `month`: any day of it. The time of its last day decides, so nothing goes early.
    """
    last = month.replace(day=1) + relativedelta(months=1) - timedelta(days=1)
    return today > last + timedelta(days=kept_for)
