"""An indicator's formula: parsed, checked and evaluated as it stands in the data.

The rule one would get wrong: what a page prints is this very expression, turned into MathML; there
is no second copy that could say something else.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

__all__ = ["FUNCTIONS", "FormulaError", "evaluate", "parse", "variables"]

Value = float | Sequence[float]
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sum": np.sum,
    "mean": np.mean,
    "median": np.median,
    "abs": np.abs,
    "percentile": lambda values, share: np.percentile(values, 100 * share),
}
OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}


class FormulaError(ValueError):
    """A formula that cannot be read, or values that do not fit it."""


def _refuse(why: str) -> NoReturn:
    raise FormulaError(why) from None


def parse(formula: str) -> ast.expr:
    """The syntax tree of a formula: numbers, variables, + - * / and the few functions.

    Raises
    ------
    FormulaError
        It is no such expression.

    Examples
    --------
    >>> ast.unparse(parse("(n5+n4)/n_responses"))
    '(n5 + n4) / n_responses'
    >>> parse("n5**2")
    Traceback (most recent call last):
        ...
    scoring.formula.FormulaError: uses an operator other than + - * /
    """
    try:
        tree = ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        _refuse(f"cannot be read at column {error.offset}")
    for node in ast.walk(tree):
        _check(node)
    return tree


def _check(node: ast.AST) -> None:
    """Refuse whatever is more than arithmetic."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else "?"
        if name not in FUNCTIONS or node.keywords:
            _refuse(f"has no function {name}")
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            _refuse(f"holds {node.value!r}, which is no number")
    elif isinstance(node, ast.BinOp):
        if type(node.op) not in OPERATORS:
            _refuse("uses an operator other than + - * /")
    elif not isinstance(node, ast.Name | ast.Load | ast.operator | ast.UnaryOp | ast.USub):
        _refuse("is more than arithmetic")


def variables(formula: str) -> tuple[str, ...]:
    """The variables of a formula in the order in which they first stand in it.

    Examples
    --------
    >>> variables("(n5+n4)/n_responses")
    ('n5', 'n4', 'n_responses')
    """
    nodes = [n for n in ast.walk(parse(formula)) if isinstance(n, ast.Name)]
    ordered = sorted(nodes, key=lambda n: (n.lineno, n.col_offset))
    return tuple(dict.fromkeys(n.id for n in ordered if n.id not in FUNCTIONS))


def evaluate(formula: str, values: Mapping[str, Value]) -> float:
    """The value of a formula.

    Parameters
    ----------
    values : mapping
        A number a variable, or a list of them where the formula is over lists.

    Raises
    ------
    FormulaError
        A variable has no value, lists differ in length, a divisor is 0, or a list comes out.

    Examples
    --------
    >>> evaluate("(n5+n4)/n_responses", {"n5": 120, "n4": 60, "n_responses": 200})
    0.9
    >>> evaluate("sum(abs(actual-forecast))/sum(actual)", {"actual": [10, 30], "forecast": [12, 28]})
    0.1
    """
    absent = [name for name in variables(formula) if name not in values]
    if absent:
        _refuse(f"needs a value for {', '.join(absent)}")
    try:
        with np.errstate(divide="raise", invalid="raise"):
            found = _value(parse(formula), values)
    except FloatingPointError:
        _refuse("divides by zero")
    except ValueError:
        _refuse("needs lists of one length")
    if np.ndim(found):
        _refuse("gives a list, not a number")
    return float(found)


def _value(node: ast.expr, values: Mapping[str, Value]) -> Any:
    if isinstance(node, ast.Name):
        return np.asarray(values[node.id], dtype=np.float64)
    if isinstance(node, ast.Constant):
        return np.float64(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, values)
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, values), _value(node.right, values)
        return OPERATORS[type(node.op)](left, right)
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return FUNCTIONS[node.func.id](*(_value(argument, values) for argument in node.args))
