"""The painting competition: the edition of the day, its entry form and the receipt."""

from youcheng.bootstrap import get_services
from youcheng.content.subjects import entry_form_id
from youcheng.ui.forms.page import show_forms

services = get_services()
show_forms("compete", entry_form_id(services.content.current_edition(services.clock())))
