"""Working days as data, and deadlines counted in them.

Whose work: the organ enters the State Council's yearly notice; everybody else only asks. Obeys the yearly
notices of the State Council's general office and 全国年节及纪念日放假办法; `data/statutory_days.csv` holds the days
that law names for years whose notice has not appeared. This room knows neither rights nor the audit record: whoever
changes a calendar does it through `operations.actions`, which asks for the right and writes the record.
"""
