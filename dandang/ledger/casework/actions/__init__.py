"""What is done about meetings: planning and agenda, attendance and votes, minutes, and material on paper."""

from .agenda import put_on_agenda, take_off_agenda
from .booklets import hand_out_booklets, take_back_booklets
from .coordination import add_follow_up, add_topic, close_follow_up, remove_topic
from .meetings import cancel_meeting, change_members, close_meeting, plan_meeting, record_attendance
from .numbers import next_number
from .votes import check_votes, key_votes

__all__ = [
    "add_follow_up",
    "add_topic",
    "cancel_meeting",
    "change_members",
    "check_votes",
    "close_follow_up",
    "close_meeting",
    "hand_out_booklets",
    "key_votes",
    "next_number",
    "plan_meeting",
    "put_on_agenda",
    "record_attendance",
    "remove_topic",
    "take_back_booklets",
    "take_off_agenda",
]
