using Moltbot.Runner.Memory;

namespace Moltbot.Runner.Tests.Memory;

/// <summary>What of notes is found first.</summary>
public sealed class MemoryRankingTests
{
    [Fact]
    public void Rare_words_count_more_than_common_ones_and_both_more_than_one()
    {
        Best("the dentist on Friday", ("a.md", "the the the bread"), ("b.md", "the dentist is Dr Ivanova"), ("c.md", "the dentist: Friday at nine"), ("d.md", "the weather"))
            .Select(static match => match.Path).ShouldBe(["c.md", "b.md", "a.md", "d.md"]);
    }

    [Fact]
    public void A_short_note_counts_more_than_a_long_one_that_says_it_once() =>
        Best("passport", ("long.md", "passport " + string.Join(' ', Enumerable.Range(0, 150).Select(static n => $"w{n}"))), ("short.md", "passport in the drawer"), ("other.md", "nothing"))
            .Select(static match => match.Path).ShouldBe(["short.md", "long.md"]);

    [Fact]
    public void Case_does_not_count_and_what_shares_no_word_is_not_found()
    {
        IReadOnlyList<MemoryMatch> found = Best("ÖLTANK", ("a.md", "Der Öltank ist leer."), ("b.md", "Der Tank ist leer."));
        (found.ShouldHaveSingleItem().Path, found[0].FirstLine, found[0].LastLine, found[0].Snippet).ShouldBe(("a.md", 1, 1, "Der Öltank ist leer."));
    }

    [Fact]
    public void Scores_are_shares_of_the_most_there_can_be()
    {
        IReadOnlyList<MemoryMatch> found = Best("milk milk tea", ("all.md", string.Concat(Enumerable.Repeat("milk tea ", 100))), ("half.md", "milk"), ("none.md", "bread"));
        found.ShouldAllBe(static match => match.Score > 0 && match.Score <= 1);
        found[0].ShouldSatisfyAllConditions(static best => best.Path.ShouldBe("all.md"), static best => best.Score.ShouldBeGreaterThan(0.9));
        Ranked("milk tea", [("half.md", "milk"), ("b.md", "x")]).Best(10, 0.99).ShouldBeEmpty();
        Ranked("x", [("b.md", "x"), ("a.md", "x"), ("c.md", "x")]).Best(2, 0).Select(static match => match.Path).ShouldBe(["a.md", "b.md"]);
    }

    [Fact]
    public void What_is_shown_of_a_part_has_the_word()
    {
        string text = string.Concat(Enumerable.Range(0, 20).Select(static line => $"line {line} of nothing in particular here\n")) + "the key is under the mat\n" + new string('z', 600);
        MemoryMatch found = Best("key", ("a.md", text)).ShouldHaveSingleItem();
        found.Snippet.ShouldStartWith("the key is under the mat");
        found.Snippet.Length.ShouldBeLessThanOrEqualTo(MemoryRanking.MaxSnippet);
        (found.FirstLine, found.LastLine).ShouldBe((1, 22));

        Best("key", ("a.md", string.Concat(Enumerable.Repeat("😀", 500)) + " key")).ShouldHaveSingleItem().Snippet.ShouldBe("key");
    }

    [Fact]
    public void Of_more_parts_than_are_kept_the_best_is_found()
    {
        string many = string.Concat(Enumerable.Range(0, MemoryRanking.MaxFound).Select(static n => $"# {n}\nmilk and bread\n"));
        IReadOnlyList<MemoryMatch> found = Best("oat milk", ("a.md", many), ("b.md", "oat milk"), ("c.md", many));
        (found[0].Path, found.Count).ShouldBe(("b.md", 100));
    }

    [Fact]
    public void A_query_has_so_many_words()
    {
        new MemoryRanking(" ?! ").IsEmpty.ShouldBeTrue();
        string many = string.Join(' ', Enumerable.Range(0, MemoryRanking.MaxWords + 1).Select(static n => $"w{n}"));
        Best(many, ("last.md", $"w{MemoryRanking.MaxWords - 1}"), ("beyond.md", $"w{MemoryRanking.MaxWords}")).Select(static match => match.Path).ShouldBe(["last.md"]);
    }

    private static IReadOnlyList<MemoryMatch> Best(string query, params (string Path, string Text)[] files) => Ranked(query, files).Best(100, 0);

    private static MemoryRanking Ranked(string query, (string Path, string Text)[] files)
    {
        var ranking = new MemoryRanking(query);
        foreach ((string path, string text) in files)
        {
            ranking.Add(path, text);
        }

        return ranking;
    }
}
