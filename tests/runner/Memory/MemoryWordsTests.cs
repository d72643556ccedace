using Moltbot.Runner.Memory;

namespace Moltbot.Runner.Tests.Memory;

/// <summary>What counts as a word.</summary>
public sealed class MemoryWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" -- ?! \ud83d\ude00 ", "")]
    [InlineData("Oat milk, 2 litres.", "oat milk 2 litres")]
    [InlineData("ÄRGER Ärger ÑANDÚ", "ärger ärger ñandú")]
    [InlineData("ΣΟΦΟΣ σοφος σοφος Дом", "σοφοσ σοφοσ σοφοσ дом")]
    [InlineData("2026-01-03 snake_case a.b@c", "2026 01 03 snake case a b c")]
    [InlineData("東京タワー3階 and 猫", "東 京 タ ワ ー 3 階 and 猫")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("a\ud800b\udc00c", "a b c")]
    public void Letters_and_digits_of_any_script_folded(string text, string words) => string.Join(' ', Of(text)).ShouldBe(words);

    [Fact]
    public void Of_a_long_one_the_beginning_counts() => Of(new string('a', 1000)).ShouldBe([new string('a', 64)]);

    private static List<string> Of(string text)
    {
        var found = new List<string>();
        for (var words = new MemoryWords(text); words.MoveNext();)
        {
            found.Add(words.Current.ToString());
        }

        return found;
    }
}
