"""From the arguments of an address to its parameters; whatever does not fit is refused, all of it at once."""

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from marketplace.finder.api.parameters import Parameters
from marketplace.finder.api.problems import BadParameters, Fault

P = TypeVar("P", bound=Parameters)
CODES = {
    "extra_forbidden": "parameter_unknown",
    "float_parsing": "parameter_not_number",
    "finite_number": "parameter_not_number",
    "flag": "parameter_not_flag",
    "greater_than_equal": "parameter_too_small",
    "int_from_float": "parameter_not_whole",
    "int_parsing": "parameter_not_whole",
    "int_parsing_size": "parameter_not_whole",
    "less_than_equal": "parameter_too_large",
    "literal_error": "parameter_not_allowed",
    "string_pattern_mismatch": "parameter_unreadable",
    "string_too_long": "parameter_too_long",
}
LIMITS = ("ge", "le", "max_length")


def read(model: type[P], arguments: MultiDict[str, str], path: Mapping[str, str]) -> P:
    """The parameters of an address; what is left empty counts as not given. Raises BadParameters."""
    typed = {name: values[0] for name, values in arguments.lists() if values[0]}
    faults = [Fault(name, values[1], "parameter_twice") for name, values in arguments.lists() if len(values) > 1]
    faults += [Fault(name, typed.pop(name), "parameter_unknown") for name in path if name in typed]
    try:
        wanted = model.model_validate({**typed, **path})
    except ValidationError as wrong:
        faults += [_fault(model, one) for one in wrong.errors(include_url=False)]
    if faults:
        raise BadParameters(*faults)
    return wanted


def _fault(model: type[Parameters], wrong: ErrorDetails) -> Fault:
    name = str(wrong["loc"][0])
    limits = [value for key, value in wrong.get("ctx", {}).items() if key in LIMITS]
    values: dict[str, Any] = {"limit": limits[0]} if limits else {}
    if wrong["type"] == "literal_error":
        values["allowed"] = ", ".join(get_args(model.model_fields[name].annotation))
    return Fault(name, str(wrong["input"]), CODES[wrong["type"]], values)
