"""Write a formula as MathML, with the variables by their names in the language of the page.

It is drawn from the expression that is evaluated, so that a page cannot show another one. Browsers
draw MathML by themselves: no script is needed.
"""

import ast
from collections.abc import Mapping
from html import escape

from handbook.formats import plain
from scoring.formula import parse
from scoring.texts import Language

__all__ = ["mathml"]

FUNCTIONS = {
    "sum": {"en": "Σ", "zh": "Σ"},
    "mean": {"en": "mean", "zh": "均值"},
    "median": {"en": "median", "zh": "中位数"},
    "percentile": {"en": "percentile", "zh": "百分位数"},
}
SIGNS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×"}
BINDING = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 3}


def mathml(name: str, formula: str, titles: Mapping[str, str], language: Language) -> str:
    """The equation of an indicator as one block.

    Parameters
    ----------
    name : str
        What stands on the left.
    titles : mapping
        The name of every variable.
    """
    right = _Writer(titles, language).write(parse(formula))
    return (
        f'<math display="block"><mrow><mtext>{escape(name)}</mtext><mo>=</mo>{right}</mrow></math>'
    )


class _Writer:
    def __init__(self, titles: Mapping[str, str], language: Language) -> None:
        self.titles, self.language = titles, language

    def write(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return f"<mtext>{escape(self.titles[node.id])}</mtext>"
        if isinstance(node, ast.Constant):
            assert isinstance(node.value, int | float)
            return f"<mn>{plain(node.value, 4)}</mn>"
        if isinstance(node, ast.UnaryOp):
            return f"<mrow><mo>−</mo>{self.write(node.operand)}</mrow>"
        if isinstance(node, ast.BinOp):
            return self._operation(node)
        assert isinstance(node, ast.Call)
        return self._call(node)

    def _operation(self, node: ast.BinOp) -> str:
        if isinstance(node.op, ast.Div):
            return f"<mfrac>{self.write(node.left)}{self.write(node.right)}</mfrac>"
        binding, sign = BINDING[type(node.op)], SIGNS[type(node.op)]
        left = self._inside(node.left, binding)
        right = self._inside(node.right, binding + isinstance(node.op, ast.Sub))
        return f"<mrow>{left}<mo>{sign}</mo>{right}</mrow>"

    def _inside(self, node: ast.expr, binding: int) -> str:
        """A part of an operation, in brackets where it binds less."""
        less = isinstance(node, ast.BinOp) and BINDING[type(node.op)] < binding
        return self._brackets(self.write(node)) if less else self.write(node)

    def _call(self, node: ast.Call) -> str:
        assert isinstance(node.func, ast.Name)
        arguments = [self.write(argument) for argument in node.args]
        if node.func.id == "abs":
            return f"<mrow><mo>|</mo>{arguments[0]}<mo>|</mo></mrow>"
        sign = FUNCTIONS[node.func.id][self.language]
        inside = "<mo>;</mo>".join(arguments)
        return f"<mrow><mi>{sign}</mi>{self._brackets(inside)}</mrow>"

    @staticmethod
    def _brackets(inside: str) -> str:
        return f"<mrow><mo>(</mo>{inside}<mo>)</mo></mrow>"
