"""Reads that run while an object is made, before or after something assigns the attribute.

Tests make each class, without arguments. Where a read is reported with high confidence, it raises;
where none is reported, nothing does.
"""

import contextlib
import dataclasses
from functools import partial


class Direct:
    """The constructor reads first."""

    def __init__(self):
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = 1


class Ordered:
    """The constructor assigns first."""

    def __init__(self):
        self.__x = 1
        print(self.__x)


class OtherName:
    """Only the name that is missing is reported."""

    def __init__(self):
        self.__x = 1
        self.__z = self.__x, self.__y  # error: MGL007 unfixable complete
        self.__y = self.__z


class OtherReceiver:
    """The first parameter has another name."""

    def __init__(this):
        print(this.__x)  # error: MGL007 unfixable complete
        this.__x = 1


class Own:
    """The value of an assignment is evaluated before it is assigned."""

    def __init__(self):
        self.__x = self.__x or 1  # error: MGL007 unfixable complete


class Augmented:
    """An augmented assignment reads first."""

    def __init__(self):
        self.__x += 1  # error: MGL007 unfixable complete
        self.__y = 1

    def reset(self):
        self.__x = 0


class Helper:
    """A private helper reads, and is called too early."""

    def __init__(self):
        self.__show()
        self.__x = 1

    def __show(self):
        return self.__x  # error: MGL007 unfixable complete


class HelperLater:
    """A private helper reads, and is called in time."""

    def __init__(self):
        self.__x = 1
        self.__show()

    def __show(self):
        return self.__x


class HelperOfHelper:
    """A helper of a helper reads."""

    def __init__(self):
        self.__open()
        self.__x = 1

    def __open(self):
        self.__show()

    def __show(self):
        return self.__x  # error: MGL007 unfixable complete


class HelperAssigns:
    """A helper assigns before another one reads."""

    def __init__(self):
        self.__open()
        self.__show()

    def __open(self):
        self.__x = 1

    def __show(self):
        return self.__x


class HelpersSwapped:
    """The helper that reads is called before the one that assigns."""

    def __init__(self):
        self.__show()
        self.__open()

    def __open(self):
        self.__x = 1

    def __show(self):
        return self.__x  # error: MGL007 unfixable complete


class HelperTwice:
    """The first of two calls is too early."""

    def __init__(self):
        self.__show()
        self.__x = 1
        self.__show()

    def __show(self):
        return self.__x  # error: MGL007 unfixable complete


class PublicHelper:
    """A public method that the constructor calls counts as well."""

    def __init__(self):
        self.show()
        self.__x = 1

    def show(self):
        return self.__x  # error: MGL007 unfixable complete


class HelperAsArgument:
    """The arguments are evaluated before the helper runs."""

    def __init__(self):
        self.__keep(self.__x)  # error: MGL007 unfixable complete

    def __keep(self, x):
        self.__x = x


class Base:
    """Calls a method that is there to be overridden."""

    def __init__(self):
        self.setup()

    def setup(self):
        pass


class HookTooEarly(Base):
    """The base's constructor calls the overridden method before the attribute is there."""

    def __init__(self):
        super().__init__()
        self.__x = 1

    def setup(self):
        print(self.__x)  # error: MGL007 unfixable complete


class HookInTime(Base):
    """The attribute is there when the base's constructor runs."""

    def __init__(self):
        self.__x = 1
        super().__init__()

    def setup(self):
        print(self.__x)


class HookByName(Base):
    """The base's constructor is called by the name of the base."""

    def __init__(self):
        Base.__init__(self)
        self.__x = 1

    def setup(self):
        print(self.__x)  # error: MGL007 unfixable complete


class HookByNameInTime(Base):
    """The base's constructor is called by its name, behind the assignment."""

    def __init__(self):
        self.__x = 1
        Base.__init__(self)

    def setup(self):
        print(self.__x)


class HookByNested(Base):
    """A function inside the constructor calls the one of the base."""

    def __init__(self):
        def make():
            super(HookByNested, self).__init__()

        make()
        self.__x = 1

    def setup(self):
        print(self.__x)  # error: MGL007 unfixable complete


class HookOfHook(Base):
    """The overridden method calls the one that reads."""

    def __init__(self):
        super().__init__()
        self.__x = 1

    def setup(self):
        self.__show()

    def __show(self):
        print(self.__x)  # error: MGL007 unfixable complete


class HookAssigns(Base):
    """The overridden method assigns."""

    def __init__(self):
        super().__init__()
        print(self.__x)

    def setup(self):
        self.__x = 1


class Middle(Base):
    """Has no constructor of its own."""


class HookOfMiddle(Middle):
    """The constructor of the base of the base calls it."""

    def __init__(self):
        super().__init__()
        self.__x = 1

    def setup(self):
        print(self.__x)  # error: MGL007 unfixable complete


class NotCalled(Base):
    """The base's constructor is not called at all."""

    def __init__(self):
        self.__x = 1

    def setup(self):
        print(self.__x)


class HookThatIsGenerator(Base):
    """The base's constructor calls a generator function, which runs later."""

    def __init__(self):
        super().__init__()
        self.__x = 1

    def setup(self):
        yield self.__x


class Forwarding(Base):
    """Calls one method more."""

    def __init__(self):
        super().__init__()
        self.prepare()

    def prepare(self):
        pass


class HookThatAssigns(Forwarding):
    """One hook reads what a later one assigns."""

    def __init__(self):
        super().__init__()

    def setup(self):
        print(self.__x)  # error: MGL007 unfixable complete low

    def prepare(self):
        self.__x = 1


class HookThatHasAssigned(Forwarding):
    """One hook reads what an earlier one has assigned."""

    def __init__(self):
        super().__init__()

    def setup(self):
        self.__x = 1

    def prepare(self):
        print(self.__x)


class Quiet:
    """Its constructor calls nothing."""

    def __init__(self):
        self.ready = True


class QuietBase(Quiet):
    """A base whose constructor calls nothing."""

    def __init__(self):
        super().__init__()
        self.__x = 1

    def setup(self):
        print(self.__x)


class New:
    """`__new__` stores the attribute through a local, before the constructor runs."""

    def __new__(cls):
        made = super().__new__(cls)
        made.__x = 1
        return made

    def __init__(self):
        print(self.__x)


@dataclasses.dataclass
class PostInit:
    """`__post_init__` runs when the object is made."""

    size: int = 0

    def __post_init__(self):
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = self.size


@dataclasses.dataclass
class PostInitInTime:
    """`__post_init__` assigns first."""

    size: int = 0

    def __post_init__(self):
        self.__x = self.size
        print(self.__x)


@dataclasses.dataclass
class Field:
    """The dataclass has assigned its field before `__post_init__`."""

    __x: int = 0

    def __post_init__(self):
        print(self.__x)
        self.__x = 1


class Property:
    """A property reads, and is asked for too early."""

    def __init__(self):
        print(self.x)
        self.__x = 1

    @property
    def x(self):
        return self.__x  # error: MGL007 unfixable complete


class PropertyInTime:
    """A property reads in time."""

    def __init__(self):
        self.__x = 1
        print(self.x)

    @property
    def x(self):
        return self.__x


class Setter:
    """A property's setter reads what it replaces."""

    def __init__(self):
        self.x = 1

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = value


class SetterAssigns:
    """A property's setter assigns."""

    def __init__(self):
        self.x = 1
        print(self.__x)

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        self.__x = value


class Conditional:
    """A condition stands before the read in the helper."""

    def __init__(self, fast=False):
        self.__open(fast)
        self.__x = 1

    def __open(self, fast):
        if fast:
            print(self.__x)  # error: MGL007 unfixable complete low


class ByArgument:
    """With some argument the constructor reads too early."""

    def __init__(self, fast=True):
        if fast:
            print(self.__x)  # error: MGL007 unfixable complete
        self.__x = 1


class ByState:
    """A test of another attribute stands before the read."""

    def __init__(self):
        self.ready = False
        if self.ready:
            print(self.__x)  # error: MGL007 unfixable complete low
        self.__x = 1


class RuledOut:
    """No argument leads to the read: the condition before it has ended the constructor."""

    def __init__(self, fast=True):
        if not fast:
            return
        while not fast:
            print(self.__x)
            break
        self.__x = 1


class OnBothBranches:
    """Each branch assigns."""

    def __init__(self, fast=False):
        if fast:
            self.__x = 1
        else:
            self.__x = 2
        print(self.__x)


class OnOneBranch:
    """Only one branch assigns; flags usually go together."""

    def __init__(self, fast=True):
        if fast:
            self.__x = 1
        if fast:
            print(self.__x)


class OtherBranch:
    """The branch that reads is not the one that assigns."""

    def __init__(self, fast=False):
        if fast:
            self.__x = 1
        else:
            print(self.__x)  # error: MGL007 unfixable complete


class Expected:
    """The error is expected."""

    def __init__(self):
        try:
            print(self.__x)
        except AttributeError:
            self.__x = 1


class ExpectedAmongOthers:
    """The error is one of those that are expected."""

    def __init__(self):
        try:
            print(self.__x)
        except (ValueError, AttributeError):
            self.__x = 1


class Suppressed:
    """The error is suppressed."""

    def __init__(self):
        with contextlib.suppress(AttributeError):
            print(self.__x)
        self.__x = 1


class Swallowed:
    """A bare `except` hides the fault."""

    def __init__(self):
        try:
            print(self.__x)  # error: MGL007 unfixable complete
        except:
            pass
        self.__x = 1


class SwallowedWithOthers:
    """`except Exception` hides the fault."""

    def __init__(self):
        try:
            print(self.__x)  # error: MGL007 unfixable complete
        except Exception:
            print("failed")
        self.__x = 1


class OtherError:
    """The clause waits for another error."""

    def __init__(self):
        try:
            print(self.__x)  # error: MGL007 unfixable complete
        except ValueError:
            pass
        self.__x = 1


class InExcept:
    """The clause reads what the `try` has assigned, or not."""

    def __init__(self, text="seven"):
        try:
            self.__x = int(text)
        except ValueError:
            print(self.__x)  # error: MGL007 unfixable complete


class InFinally:
    """The assignment may have failed, but mostly has not."""

    def __init__(self):
        try:
            self.__x = int("7")
        finally:
            print(self.__x)


class ClassLevel:
    """The read falls back to the value of the class."""

    __x = None

    def __init__(self):
        print(self.__x)
        self.__x = 1


class OnlyAnnotated:
    """An annotation gives no value."""

    __x: int

    def __init__(self):
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = 1


class Slots:
    """A slot is empty at first; Python words the error otherwise before 3.10."""

    __slots__ = ("__x",)

    def __init__(self):
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = 1


class Method:
    """A method of that name is there."""

    def __init__(self):
        print(self.__x)
        self.__x = 1

    def __x(self):
        pass


class BelowTheClass:
    """The value is given to the class below it."""

    def __init__(self):
        print(self.__x)
        self.__x = 1


BelowTheClass._BelowTheClass__x = 0


class Answering:
    """`__getattr__` answers."""

    def __init__(self):
        print(self.__x)
        self.__x = 1

    def __getattr__(self, name):
        return name


class AnsweringBase(Answering):
    """The base's `__getattr__` answers."""

    def __init__(self):
        print(self.__x)
        self.__x = 1


class Later:
    """A lambda runs later."""

    def __init__(self):
        self.show = lambda: self.__x
        self.__x = 1


class LambdaCalled:
    """A lambda is called where it is written."""

    def __init__(self):
        (lambda: print(self.__x))()  # error: MGL007 unfixable complete
        self.__x = 1


class LambdaCalledByHelper:
    """A helper calls a lambda where it is written; it asks for the attribute's truth."""

    def __init__(self):
        self.__show()
        self.__x = 1

    def __show(self):
        (lambda: 1 if self.__x else 2)()  # error: MGL007 unfixable complete


class LambdaCalledInTime:
    """A lambda is called where it is written, behind the assignment."""

    def __init__(self):
        self.__x = 1
        (lambda n: print(self.__x + n))(2)


class LambdaThatIsGenerator:
    """A lambda that yields is a generator function, whose body runs later."""

    def __init__(self):
        self.items = (lambda: (yield self.__x))()
        self.__x = 1


class LaterFunction:
    """A nested function runs later."""

    def __init__(self):
        def show():
            return self.__x

        self.show = show
        self.__x = 1


class NestedCalled:
    """A nested function is called too early."""

    def __init__(self):
        def show():
            return self.__x  # error: MGL007 unfixable complete

        show()
        self.__x = 1


class NestedCalledInTime:
    """A nested function is called in time."""

    def __init__(self):
        def show():
            return self.__x

        self.__x = 1
        show()


class BoundMethod:
    """A method is bound, and runs later."""

    def __init__(self):
        self.run = partial(self.show, 1)
        self.__x = 1

    def show(self, n):
        return self.__x + n


class Generator:
    """The body of a generator runs later."""

    def __init__(self):
        self.items = self.__each()
        self.__x = [1]

    def __each(self):
        yield from self.__x


class Coroutine:
    """A coroutine runs later."""

    def __init__(self):
        self.task = self.__run()
        self.__x = 1
        self.task.close()

    async def __run(self):
        self.__show()
        return self.__x

    def __show(self):
        return self.__x


def later(function):
    """Makes a method that is called later."""
    return lambda self: partial(function, self)


class Decorated:
    """A decorator may call the method later."""

    def __init__(self):
        self.show = self.__show()
        self.__x = 1

    @later
    def __show(self):
        return self.__x  # error: MGL007 unfixable complete low


def traced(function):
    """Makes a method that tells of its calls."""
    return lambda *args: print(function(*args))


class DecoratedAtOnce:
    """A decorator mostly calls the method at once."""

    def __init__(self):
        self.__show()
        self.__x = 1

    @traced
    def __show(self):
        return self.__x  # error: MGL007 unfixable complete low


class Comprehension:
    """A comprehension runs at once."""

    def __init__(self):
        self.items = [self.__x for _ in range(2)]  # error: MGL007 unfixable complete
        self.__x = 1


class ComprehensionOfLiteral:
    """A comprehension over a literal has a first round, so nothing leads past its read."""

    def __init__(self):
        self.__show()
        self.__x = 1
        self.__show()

    def __show(self):
        print([self.__x for _ in (1, 2)])  # error: MGL007 unfixable complete


class GeneratorExpression:
    """Only what a generator expression starts with is evaluated at once."""

    def __init__(self):
        self.items = (self.__x for _ in range(2))
        self.__x = 1


class InLoop:
    """The first round reads what the last statement of the round assigns."""

    def __init__(self):
        for n in range(2):
            print(self.__x)  # error: MGL007 unfixable complete
            self.__x = n


class BehindLoop:
    """The loop assigns, if it has a round."""

    def __init__(self):
        for n in range(2):
            self.__x = n
        print(self.__x)


class LoopTarget:
    """The loop assigns the attribute itself."""

    def __init__(self):
        for self.__x in range(2):
            print(self.__x)


class ByTuple:
    """Assigned among others."""

    def __init__(self):
        self.__x, self.__y = 1, 2
        print(self.__x, self.__y)


class ByStar:
    """Assigned with the rest."""

    def __init__(self):
        _, *self.__x = 1, 2
        print(self.__x)


class ByWith:
    """Assigned by `with`."""

    def __init__(self):
        with contextlib.nullcontext(1) as self.__x:
            print(self.__x)


class ByWithTooLate:
    """`with` evaluates first."""

    def __init__(self):
        with contextlib.nullcontext(self.__x) as self.__x:  # error: MGL007 unfixable complete
            pass


class ByAnnotated:
    """Assigned with an annotation."""

    def __init__(self):
        self.__x: int = 1
        print(self.__x)


class AnnotatedOnly:
    """An annotation without a value assigns nothing."""

    def __init__(self):
        self.__x: int
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = 1


class BySetattr:
    """Assigned by `setattr`, with the mangled name."""

    def __init__(self):
        setattr(self, "_BySetattr__x", 1)
        print(self.__x)
        self.__x = 2


class ByUnmangled:
    """`setattr` with a text that is not mangled assigns another attribute."""

    def __init__(self):
        setattr(self, "__x", 1)
        print(self.__x)  # error: MGL007 unfixable complete
        self.__x = 2


class ByDict:
    """Assigned through the dictionary."""

    def __init__(self):
        self.__dict__["_ByDict__x"] = 1
        print(self.__x)
        self.__x = 2


class ByUpdate:
    """The dictionary may get anything."""

    def __init__(self):
        self.__dict__.update(_ByUpdate__x=1)
        print(self.__x)
        self.__x = 2


class ByObject:
    """Assigned by `object.__setattr__`."""

    def __init__(self):
        object.__setattr__(self, "_ByObject__x", 1)
        print(self.__x)
        self.__x = 2


class ReadByText:
    """`getattr` with the mangled name reads."""

    def __init__(self):
        print(getattr(self, "_ReadByText__x"))  # error: MGL007 unfixable complete
        self.__x = 1


class AskedByText:
    """`hasattr` only asks."""

    def __init__(self):
        if not hasattr(self, "_AskedByText__x"):
            self.__x = 1
        print(self.__x)


class WithDefault:
    """`getattr` has a default."""

    def __init__(self):
        print(getattr(self, "_WithDefault__x", None))
        self.__x = 1


class DeletedBefore:
    """Assigned, and deleted again: that is a matter of MGL001."""

    def __init__(self):
        self.__x = 1
        del self.__x
        self.__x = 2
        print(self.__x)


class Nested:
    """A class inside another one has names of its own."""

    class Inner:
        def __init__(self):
            print(self.__x)  # error: MGL007 unfixable complete
            self.__x = 1

    def __init__(self):
        self.__x = 1
        print(self.__x)


class BehindReturn:
    """What stands behind the way out does not run."""

    def __init__(self):
        self.ready = True
        if self.ready:
            return
        print(self.__x)  # error: MGL007 unfixable complete low
        self.__x = 1


class ByWalrus:
    """A local of that name is no attribute."""

    def __init__(self):
        if (x := 1) and x:
            print(self.__x)  # error: MGL007 unfixable complete
        self.__x = x


class ByMatch:
    """Each case assigns."""

    def __init__(self, kind=1):
        match kind:
            case 1:
                self.__x = 1
            case _:
                self.__x = 2
        print(self.__x)


class ByMatchTooEarly:
    """The subject is evaluated first."""

    def __init__(self):
        match self.__x:  # error: MGL007 unfixable complete
            case _:
                self.__x = 2


class Alias:
    """Read through another name of the object."""

    def __init__(self):
        me = self
        print(me.__x)  # error: MGL007 unfixable complete
        self.__x = 1


class AliasAssigns:
    """Assigned through another name of the object."""

    def __init__(self):
        me = self
        me.__x = 1
        print(self.__x)


class AliasTwice:
    """Another name of the object is given twice."""

    def __init__(self):
        print(self.__x)  # error: MGL007 unfixable complete
        me = self
        me.__y = 1
        me = self
        me.__x = me.__y


class OtherObject:
    """Another object of the class may have it."""

    def __init__(self, other=None):
        if other is not None:
            print(other.__x)
        self.__x = 1


class Whole:
    """What is given to the class counts."""

    def __init__(self):
        type(self).__x = 1
        print(self.__x)
        self.__x = 2


class Repr:
    """`__repr__` runs when it is asked for, here too early."""

    def __init__(self):
        print(self.__repr__())
        self.__x = 1

    def __repr__(self):
        return f"{self.__x}"  # error: MGL007 unfixable complete


class Asserted:
    """An assertion reads."""

    def __init__(self):
        assert self.__x is None  # error: MGL007 unfixable complete
        self.__x = 1


class Defaults:
    """A default value is evaluated with the class, so this is another name."""

    __y = 1

    def __init__(self, x=__y):
        self.__x = x
        print(self.__x)


class Twice:
    """Each early read is reported, though the first one raises."""

    def __init__(self):
        print(self.__x)  # error: MGL007 unfixable complete
        print(self.__x)
        self.__x = 1


class Factory:
    """A factory assigns; the constructor that it runs reads before."""

    def __init__(self):
        print(self.__x)  # error: MGL007 unfixable complete

    @classmethod
    def make(cls):
        made = cls()
        made.__x = 1
        return made


class FactoryOfNew:
    """A factory makes the object without its constructor."""

    def __init__(self):
        self.__x = 1

    @classmethod
    def make(cls):
        made = cls.__new__(cls)
        made.__x = 1
        return made.__x


class SetterReads:
    """The getter reads what the setter has assigned, but is asked for before."""

    def __init__(self):
        print(self.x)
        self.x = 1

    @property
    def x(self):
        return self.__x  # error: MGL007 unfixable complete

    @x.setter
    def x(self, value):
        self.__x = value


class Namespace:
    """Has a class whose name another one has, too."""

    class Namesake:
        def __init__(self):
            self.__x = 1


class Namesake(Namespace.Namesake):
    """A base of the same name shares the mangled name."""

    def __init__(self):
        super().__init__()
        print(self.__x)
        self.__x = 2


class Mixin:
    """A base that a subclass has beside it may call the setter."""

    ready = False

    def __init__(self, *args):
        super().__init__(*args)
        print(self.width())

    def show(self, value):
        self.__x = value

    def width(self):
        return self.__x if self.ready else 0  # error: MGL007 unfixable complete low


class MixinThatReads:
    """The same where the read is certain."""

    def __init__(self, *args):
        super().__init__(*args)
        self.__y = self.__x  # error: MGL007 unfixable complete low

    def show(self, value):
        self.__x = value


class MixinWithoutArguments:
    """What is called without arguments may as well be `object`."""

    def __init__(self):
        super().__init__()
        self.__y = self.__x  # error: MGL007 unfixable complete

    def show(self, value):
        self.__x = value


class MadeOnce:
    """The handler assigns what it finds missing."""

    def __init__(self):
        try:
            self.__made
            return
        except:  # noqa: E722
            self.__made = True


class SwallowedAndAssignedBehind:
    """Behind the statement it is assigned whatever happened."""

    def __init__(self):
        try:
            self.__y = self.__x  # error: MGL007 unfixable complete
        except:  # noqa: E722
            pass
        self.__x = True
