"""Reads of other objects' private names: those that no object can have, and those that fit."""

import contextlib
from collections import namedtuple
from elsewhere import Imported, Pair as Couple


class Model:
    """It has the attribute, under its own name."""

    def __init__(self):
        self.__weights = [1]
        self.__layers = []

    @property
    def layers(self):
        return self.__layers

    def __train(self):
        return 1


class Manager:
    """It means `_Manager__weights`, which no model has."""

    def __init__(self):
        self.model = Model()

    def show(self):
        return self.model.__weights  # error: MGL005 unfixable complete high

    def layers(self):
        return self.model.__layers  # error: MGL005 unfixable complete

    def train(self):
        self.model.__train()  # error: MGL005 unfixable complete


class ByParameter:
    """Parameters, locals, results, items."""

    def show(self, model, models):
        made = Model()
        print(made.__weights)  # error: MGL005 unfixable complete
        print(model.__weights)  # error: MGL005 unfixable complete
        print(models[0].__weights)  # error: MGL005 unfixable complete
        print(Model().__weights)  # error: MGL005 unfixable complete
        return [each.__weights for each in models]  # error: MGL005 unfixable complete


class OfClass:
    """The class itself is another one as well."""

    def train(self, model):
        return Model.__train(model)  # error: MGL005 unfixable complete


class Augmenting:
    """An augmented assignment reads first."""

    def grow(self, model):
        model.__weights += [2]  # error: MGL005 unfixable complete


class Swallowing:
    """A bare `except` hides the fault."""

    def show(self, model):
        try:
            return model.__weights  # error: MGL005 unfixable complete
        except:
            return None


class Nested:
    """A class inside another one sees nothing of it."""

    def __init__(self):
        self.__state = 1

    class Iterator:
        def __init__(self, owner):
            self.owner = owner

        def next(self):
            return self.owner.__state  # error: MGL005 unfixable complete


class Same:
    """Another object of the same class."""

    def __init__(self):
        self.__size = 1

    def __eq__(self, other):
        return self.__size == other.__size

    def __hash__(self):
        return hash(self.__size)


class Comparing:
    """The class has such an attribute of its own: `other` is one of its objects."""

    def __init__(self):
        self.__weights = []

    def merged(self, others):
        return [other.__weights for other in others]


class OnlyOnOthers:
    """It was written to the object under the same name."""

    def mark(self, model):
        model.__weights = [3]

    def marked(self, model):
        return model.__weights


class Expecting:
    """The error is expected."""

    def show(self, model):
        try:
            return model.__weights
        except AttributeError:
            return None

    def quiet(self, model):
        with contextlib.suppress(AttributeError):
            return model.__weights


class NobodyHasIt:
    """No class in sight has it."""

    def show(self, other):
        return other.__missing


class Spelled:
    """The mangled name, spelled out."""

    def show(self, model):
        return model._Model__weights, getattr(model, "_Model__weights")


class Answering:
    """It answers for what is missing."""

    def __getattr__(self, name):
        return 1

    def show(self, model):
        return model.__weights


class Engine:
    """It has the attribute."""

    def __init__(self):
        self.__fuel = 1


class Outer:
    """A class inside of the same name shares the mangled names."""

    def make(self):
        class Engine:
            def show(self, other):
                return other.__fuel

        return Engine


class _Engine:
    """Underscores in front of the class's name do not count."""

    def show(self, other):
        return other.__fuel


class Couple(Couple):
    """A base of the same name, from elsewhere."""

    def show(self, other):
        return other.__weights


class Pair(Imported):
    """A class of that name was imported."""

    def show(self, other):
        return other.__weights


class Computed:
    """It may have been set by a computed name."""

    def mark(self, model, name):
        setattr(model, f"_Computed__{name}", 1)

    def show(self, model):
        return model.__weights


class Assigning:
    """Assignments alone are another matter."""

    def mark(self, model):
        model.__weights_ = 1


class Dunder:
    """Two trailing underscores: not private."""

    def show(self, model):
        return model.__dict__, model.__class__.__name__


def outside(model):
    """Outside of classes nothing is mangled."""
    return model.__weights


Point = namedtuple("Point", "x y")
