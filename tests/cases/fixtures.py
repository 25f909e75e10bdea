"""Test classes: a runner makes an object for each test, and drops it after the last fixture."""

import unittest


class TearDown(unittest.TestCase):
    """`setUp` runs on another object next time."""

    def setUp(self):
        self.__x = []

    def test_rows(self):
        self.assertEqual(self.__x, [])

    def tearDown(self):
        self.__x.clear()
        del self.__x  # silent


class TearDownReadsAfterwards(unittest.TestCase):
    """The fixture itself still runs."""

    def setUp(self):
        self.__x = []

    def tearDown(self):
        del self.__x  # error: MGL001
        self.__x.clear()  # read


class TearDownOfClass(unittest.TestCase):
    """Nor is the class used after its own fixture."""

    @classmethod
    def setUpClass(cls):
        cls.__x = []

    def test_rows(self):
        self.assertEqual(self.__x, [])

    @classmethod
    def tearDownClass(cls):
        del cls.__x  # silent


class DeletedInTest(unittest.TestCase):
    """Behind a test comes the fixture."""

    def setUp(self):
        self.__x = []

    def test_rows(self):
        del self.__x  # error: MGL001

    def tearDown(self):
        self.__x.clear()  # read
