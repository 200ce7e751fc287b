from evals.metrics_tables import exact_match


def test_order_is_free_but_repetition_counts() -> None:
    assert exact_match(["b", "a"], ["a", "b"])
    assert not exact_match(["a"], ["a", "a"])


def test_numbers_compare_by_value() -> None:
    assert exact_match(["66.33"], ["66.33000000000001"])
    assert exact_match(["30"], ["30.0"])
    assert not exact_match(["30"], ["30.1"])


def test_text_compares_as_written() -> None:
    assert not exact_match(["低风险"], ["高风险"])
