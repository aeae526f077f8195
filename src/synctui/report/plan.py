"""A plan in words: the groups, what would be done, what would not, and what holds it."""

from __future__ import annotations

from synctui.core.fields import FIELDS, INDEX
from synctui.core.plan import Doubt, Line, Operation, Plan, Reject
from synctui.core.summary import Summary, summary
from synctui.core.words import KIND, POSSIBLE, REASON, word
from synctui.i18n import _, ngettext, number
from synctui.report.text import Hide, columns, some, tally, value


def plan_text(plan: Plan, register: str, hide: Hide) -> str:
    """Return *plan* as text; *register* is what the register is called, *hide* what data goes through."""
    lines = [_head(plan, register, hide), "", *_groups(plan), "", *_effects(summary(plan)), *_held(plan, hide)]
    lines += some(_("Steps"), plan.operations, lambda op: _operation(op, hide))
    lines += some(_("Undecided"), plan.undecided, lambda line: _difference(line, hide))
    lines += some(_("Invalid"), plan.invalid, lambda each: _reject(each, hide))
    lines += some(_("Possible matches"), plan.possible, lambda each: _doubt(each, hide))
    lines += some(_("Warnings"), plan.warnings, hide)
    return "\n".join(lines) + "\n"


def _head(plan: Plan, register: str, hide: Hide) -> str:
    made = plan.made_from
    source = hide(f"{made.source} ({made.workflow})" if made.workflow else made.source)
    return _("{source} → {register} · assessment year {year} · plan {digest}").format(
        source=source, register=hide(register), year=plan.tax_year, digest=plan.digest[:12]
    )


def _groups(plan: Plan) -> list[str]:
    counts, left_out = plan.counts, plan.made_from.left_out
    of_both = tally(
        [
            (_("different"), counts.different),
            (_("differences undecided"), counts.undecided),
            (_("kept earlier"), counts.kept),
            (_("by form only"), counts.by_form),
        ]
    )
    rows = [
        (_("Only in import"), counts.only_in_import, ""),
        (_("In both"), counts.in_both, of_both),
        (_("Invalid"), counts.invalid, ""),
        (_("Possible matches"), counts.possible, ""),
        (_("Left out"), sum(left_out.values()), tally(left_out.items())),
        (_("Fetched"), plan.made_from.fetched, ""),
        (_("Only in register"), counts.only_in_register, _reasons(plan)),
    ]
    return columns([(label, number(n), more) for label, n, more in rows], right=frozenset({1}))


def _reasons(plan: Plan) -> str:
    found: dict[str, int] = {}
    for leaver in plan.only_in_register:
        found[leaver.reason] = found.get(leaver.reason, 0) + 1
    return tally((word(REASON, reason), n) for reason, n in sorted(found.items()))


def _effects(does: Summary) -> list[str]:
    by_field = tally((FIELDS[INDEX[name]].title, n) for name, n in does.by_field.items())
    where = ngettext("in {n} client", "in {n} clients", does.in_clients)
    rows = [
        (_("added"), does.added, tally(sorted(does.by_language.items()))),
        (_("overwritten"), does.overwritten, f"{where}: {by_field}" if does.overwritten else ""),
        (_("archived"), does.archived, tally((word(REASON, why), n) for why, n in sorted(does.by_reason.items()))),
        (_("restored"), does.restored, ""),
        (_("dossiers opened"), does.opened, ""),
        (_("dossiers in another language"), does.followed, ""),
        (_("already mailed"), does.mailed + does.again, _again(does)),
    ]
    done = [(label, number(n), more) for label, n, more in rows if n]
    if not done:
        return [_("Nothing to do: the register is as the source and the decisions say.")]
    return columns(done, right=frozenset({1}))


def _again(does: Summary) -> str:
    return tally([(_("no mail goes again"), does.mailed), (_("to be sent again"), does.again)])


def _held(plan: Plan, hide: Hide) -> list[str]:
    if not plan.held:
        return []
    return ["", _("Held: this plan cannot be applied."), *(f"  {each.name}: {hide(each.text)}" for each in plan.held)]


def _operation(op: Operation, hide: Hide) -> str:
    name = hide(op.client.name)
    if op.op == "change" and isinstance(op.field, str):
        title = FIELDS[INDEX[op.field]].title
        before, after = (value(op.field, text, hide) for text in (op.expect, str(op.new)))
        return f"~ {name}  {title}: {before} → {after}"
    new = op.new if isinstance(op.new, dict) else {}
    if op.op == "add":
        return f"+ {name}  {hide(new['email'])}  {new['language']}"
    if op.op == "open_dossier":
        return _("+ {name}  dossier: {questionnaire}").format(name=name, questionnaire=hide(new["questionnaire"]))
    if op.op == "change_dossier":
        before, after = (hide(text) for text in (op.expect or "", new["questionnaire"]))
        return _("~ {name}  dossier: {before} → {after}").format(name=name, before=before, after=after)
    if op.op == "send_again":
        return _("! {name}  to be sent again").format(name=name)
    return f"- {name}  {word(REASON, op.kind or '')}" if op.op == "archive" else f"+ {name}  {_('restored')}"


def _difference(line: Line, hide: Hide) -> str:
    title = FIELDS[INDEX[line.field]].title
    here, there = value(line.field, line.register, hide), value(line.field, line.import_, hide)
    return f"{hide(line.client.name)}  {title}: {here} → {there}  ({word(KIND, line.kind)})"


def _doubt(each: Doubt, hide: Hide) -> str:
    return f"{word(POSSIBLE, each.kind)}: {hide(' / '.join(each.names))}"


def _reject(each: Reject, hide: Hide) -> str:
    shown = f"  {value(each.field or '', each.value, hide)}" if each.value else ""
    return f"{hide(each.where)}  {hide(each.client)}{shown}  {hide(each.reason)}"
